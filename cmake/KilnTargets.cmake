# kiln_library(NAME SOURCES a.cc ... [LINK lib ...])
#   A static library of one room. PUBLIC link: a room's headers may include those of the rooms it uses.
# kiln_test(NAME SOURCES a_test.cc ... [LINK lib ...])
#   A GoogleTest program; each of its cases is a case of ctest. RapidCheck is linked too, its seed
#   pinned through RC_PARAMS, so that a run of ctest is the same run on every machine.

function(kiln_precompile target)
  target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/pch.h")
endfunction()

function(kiln_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC kiln_compile_options ${arg_LINK})
  kiln_precompile(${name})
endfunction()

function(kiln_test name)
  if(NOT KILN_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} kiln_compile_options rapidcheck
    GTest::gtest GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE KILN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  kiln_precompile(${name})
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES
    ENVIRONMENT "RC_PARAMS=seed=20261120" TIMEOUT 300)
endfunction()

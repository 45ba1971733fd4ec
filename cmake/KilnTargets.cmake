# kiln_library(NAME SOURCES a.cc ... [LINK lib ...])
#   A static library of one room. PUBLIC link: a room's headers may include those of the rooms it uses.
#   Its names are hidden outside of what it is linked into, but for those with KILN_API.
# kiln_test(NAME SOURCES a_test.cc ... [LINK lib ...])
#   A GoogleTest program; each of its cases is a case of ctest. RapidCheck is linked too, its seed
#   pinned through RC_PARAMS, so that a run of ctest is the same run on every machine.

# One precompiled header for all libraries and one for all programs: position-independent code
# comes in two kinds, and the compilers do not share headers between them.
file(CONFIGURE OUTPUT pch.cc CONTENT "int main() {}\n")
add_library(kiln_pch_library OBJECT "${PROJECT_BINARY_DIR}/pch.cc")
add_executable(kiln_pch_program EXCLUDE_FROM_ALL "${PROJECT_BINARY_DIR}/pch.cc")
foreach(owner kiln_pch_library kiln_pch_program)
  target_link_libraries(${owner} PRIVATE kiln_compile_options)
  target_precompile_headers(${owner} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/pch.h")
endforeach()
set_target_properties(kiln_pch_library PROPERTIES CXX_VISIBILITY_PRESET hidden)

function(kiln_precompile target kind)
  target_precompile_headers(${target} REUSE_FROM kiln_pch_${kind})
endfunction()

function(kiln_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES CXX_VISIBILITY_PRESET hidden)
  target_link_libraries(${name} PUBLIC kiln_compile_options ${arg_LINK})
  kiln_precompile(${name} library)
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
  kiln_precompile(${name} program)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES
    ENVIRONMENT "RC_PARAMS=seed=20261120" TIMEOUT 300)
endfunction()

# Language level, warnings, sanitizers, caches: the same for every target of the tree.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)  # __int128 in <type_traits> and <limits>
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# Building the same directory again from nothing hits the cache everywhere, with precompiled headers
# too: that is what the sloppiness is for.
find_program(KILN_CCACHE ccache)
if(KILN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    "${KILN_CCACHE}")
endif()

add_library(kiln_compile_options INTERFACE)
target_include_directories(kiln_compile_options INTERFACE
  "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include")
target_compile_options(kiln_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wno-pedantic -Wnon-virtual-dtor -Wold-style-cast
  -Wimplicit-fallthrough -Wunused -Wswitch)
if(KILN_WERROR)
  target_compile_options(kiln_compile_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(kiln_compile_options INTERFACE -fcolor-diagnostics -Wshadow)
  # ccache and precompiled headers: the header's time stamp must not be part of the result.
  target_compile_options(kiln_compile_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
  if(EXISTS /usr/bin/ld.lld-19)
    target_link_options(kiln_compile_options INTERFACE -fuse-ld=lld-19)
  endif()
else()
  # GCC 12 takes a scoped enumerator for a declaration that shadows; the other kinds are Clang's.
  # It also takes the inlined copy of a short std::string for one beyond its bounds, wherever a
  # text is put before or behind it; what is beyond bounds is found by the sanitizers.
  target_compile_options(kiln_compile_options INTERFACE
    -fdiagnostics-color=always -Wshadow=local -Wno-array-bounds)
  # ccache sees which precompiled header a file uses only in the preprocessed text.
  target_compile_options(kiln_compile_options INTERFACE -fpch-preprocess)
endif()

if(KILN_SANITIZE)
  target_compile_options(kiln_compile_options INTERFACE
    -fsanitize=${KILN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  target_link_options(kiln_compile_options INTERFACE -fsanitize=${KILN_SANITIZE})
endif()

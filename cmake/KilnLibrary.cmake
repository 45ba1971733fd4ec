# kiln_embeddable(ROOM LINK lib ...)
#   What programs embed, made of ROOM and all rooms below it: kiln::kiln, the shared library, and
#   kiln::kiln_static, one archive. Both take the objects of the rooms as they are: nothing is
#   compiled a second time. LINK: the libraries that the rooms use.

# The rooms that a room uses, itself among them.
function(kiln_rooms_of out room)
  set(rooms ${${out}} ${room})
  get_target_property(libraries ${room} LINK_LIBRARIES)
  foreach(library IN LISTS libraries)
    if(library IN_LIST rooms OR NOT TARGET ${library})
      continue()
    endif()
    get_target_property(type ${library} TYPE)
    get_target_property(imported ${library} IMPORTED)
    if(type STREQUAL "STATIC_LIBRARY" AND NOT imported)
      kiln_rooms_of(rooms ${library})
    endif()
  endforeach()
  set(${out} ${rooms} PARENT_SCOPE)
endfunction()

function(kiln_embeddable room)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  kiln_rooms_of(rooms ${room})
  list(TRANSFORM rooms REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)

  set(excluded EXCLUDE_FROM_ALL)
  if(KILN_INSTALL)
    set(excluded)
  endif()
  add_library(kiln_shared SHARED ${excluded} ${objects})
  add_library(kiln_static STATIC ${excluded} ${objects})
  add_library(kiln::kiln ALIAS kiln_shared)
  add_library(kiln::kiln_static ALIAS kiln_static)
  foreach(library kiln_shared kiln_static)
    set_target_properties(${library} PROPERTIES OUTPUT_NAME kiln LINKER_LANGUAGE CXX)
    target_compile_features(${library} INTERFACE cxx_std_23)
    target_include_directories(${library} INTERFACE
      "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>")
  endforeach()
  set_target_properties(kiln_shared PROPERTIES EXPORT_NAME kiln
    VERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} SOVERSION ${PROJECT_VERSION_MAJOR})

  # Programs that link the shared library need not know what it is made of.
  list(TRANSFORM arg_LINK REPLACE "(.+)" "$<BUILD_INTERFACE:\\1>" OUTPUT_VARIABLE hidden)
  target_link_libraries(kiln_shared PRIVATE ${hidden})
  target_link_libraries(kiln_static PRIVATE ${arg_LINK})

  set(map "${PROJECT_SOURCE_DIR}/engine/kiln.map")
  set_target_properties(kiln_shared PROPERTIES LINK_DEPENDS "${map}")
  target_link_options(kiln_shared PRIVATE "-Wl,--version-script=${map}"
    "$<TARGET_PROPERTY:kiln_compile_options,INTERFACE_LINK_OPTIONS>")
  if(NOT KILN_SANITIZE)
    target_link_options(kiln_shared PRIVATE -Wl,--no-undefined)
  endif()
endfunction()

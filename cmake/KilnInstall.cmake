# What `cmake --install` puts where, relative to the prefix. The prefix can be moved afterwards:
# nothing that is installed names it. Components: command, library (what programs need to run) and
# development (what they need to be built).

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/kiln")
set(pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

if(TARGET kiln)
  install(TARGETS kiln RUNTIME COMPONENT command)
  install(FILES packaging/kiln.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT command)
  install(FILES packaging/completions/kiln.bash RENAME kiln
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT command)
  install(FILES packaging/completions/_kiln
    DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" COMPONENT command)
  install(FILES packaging/completions/kiln.fish
    DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT command)
endif()

install(TARGETS kiln_shared EXPORT kilnTargets
  LIBRARY COMPONENT library NAMELINK_COMPONENT development
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS kiln_static EXPORT kilnStaticTargets
  ARCHIVE COMPONENT development
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY include/kiln DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development
  FILES_MATCHING PATTERN "*.h")

# kiln::kiln_static stands in a file of its own: it can be used only where its dependencies are.
foreach(targets kilnTargets kilnStaticTargets)
  install(EXPORT ${targets} NAMESPACE kiln:: DESTINATION "${package_dir}" COMPONENT development)
endforeach()
configure_package_config_file(cmake/kilnConfig.cmake.in kilnConfig.cmake
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(kilnConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/kilnConfig.cmake"
  "${PROJECT_BINARY_DIR}/kilnConfigVersion.cmake"
  DESTINATION "${package_dir}" COMPONENT development)

file(RELATIVE_PATH prefix_from_pkgconfig "/${pkgconfig_dir}" "/")
string(REGEX REPLACE "/$" "" prefix_from_pkgconfig "${prefix_from_pkgconfig}")
configure_file(cmake/kiln.pc.in kiln.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/kiln.pc" DESTINATION "${pkgconfig_dir}" COMPONENT development)

foreach(component command library development)
  if(component STREQUAL "command")
    set(folder "${CMAKE_INSTALL_DATADIR}/doc/kiln")
  elseif(component STREQUAL "library")
    set(folder "${CMAKE_INSTALL_DATADIR}/doc/libkiln${PROJECT_VERSION_MAJOR}")
  else()
    set(folder "${CMAKE_INSTALL_DATADIR}/doc/libkiln-dev")
  endif()
  install(FILES LICENSE NOTICE DESTINATION "${folder}" COMPONENT ${component})
endforeach()
install(FILES README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/kiln"
  COMPONENT command)
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/kiln" COMPONENT command
  FILES_MATCHING PATTERN "*.md")
install(DIRECTORY examples DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/libkiln-dev"
  COMPONENT development)

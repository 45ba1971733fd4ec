/// @file
/// Versions: of this library, of FHIR, of FHIRPath. And which names the library exports.
#pragma once

#include <cstdint>

#define KILN_VERSION_MAJOR 0
#define KILN_VERSION_MINOR 1
#define KILN_VERSION_PATCH 0

/// Stands before everything that a program which embeds Kiln may use; the shared library exports
/// nothing else.
#ifdef __GNUC__
#define KILN_API __attribute__((visibility("default")))
#else
#define KILN_API
#endif

/// The compiler and the engine, as programs embed them.
namespace kiln {

/// Which FHIR model an expression and a document are read against.
enum class Fhir : std::uint8_t {
  None,  ///< any JSON, no types
  R4,    ///< 4.0.1
  R4B,   ///< 4.3.0
  R5,    ///< 5.0.0
};

/// Which FHIRPath an expression is written in. 2.0.0 has no Long, no instance selector, no sort()
/// with keys, and its definite durations above seconds are apart from calendar ones.
enum class LanguageVersion : std::uint8_t {
  V2,  ///< FHIRPath 2.0.0
  V3,  ///< FHIRPath 3.0.0
};

/// The version of the library that is linked, "0.1.0"; KILN_VERSION_... is that of the headers.
KILN_API const char* version() noexcept;

}  // namespace kiln

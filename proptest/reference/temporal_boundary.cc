// §5.10.5 and §5.10.6 Boundaries
#include "proptest/reference/moment.h"
#include "proptest/reference/temporal.h"

namespace kiln::core::reference {
namespace {

using Field = TemporalField;

struct Precision {
  Field field;
  bool milliseconds = false;
};

std::optional<Precision> precision_of_digits(Temporal::Kind kind, int digits) {
  if (kind == Temporal::Kind::Time) {
    switch (digits) {
      case 2:
        return Precision{Field::Hour};
      case 4:
        return Precision{Field::Minute};
      case 6:
        return Precision{Field::Second};
      case 9:
        return Precision{Field::Second, true};
      default:
        return std::nullopt;
    }
  }
  if (kind == Temporal::Kind::Date && digits > 8) return std::nullopt;
  switch (digits) {
    case 4:
      return Precision{Field::Year};
    case 6:
      return Precision{Field::Month};
    case 8:
      return Precision{Field::Day};
    case 10:
      return Precision{Field::Hour};
    case 12:
      return Precision{Field::Minute};
    case 14:
      return Precision{Field::Second};
    case 17:
      return Precision{Field::Second, true};
    default:
      return std::nullopt;
  }
}

/// `t`, whose fields beyond its old precision have been filled in, at a precision.
Temporal at_precision(const Temporal& t, Precision precision) {
  Temporal result = moment::cut_off(t, precision.field);
  if (precision.field != Field::Second) return result;
  const std::int64_t unit = precision.milliseconds ? moment::kSecond / 1000 : moment::kSecond;
  result.nanosecond -= result.nanosecond % unit;
  result.fraction_digits = precision.milliseconds ? 3 : 0;
  return result;
}

}  // namespace

std::optional<Temporal> low_boundary(const Temporal& value, int digits) {
  const std::optional<Precision> precision = precision_of_digits(value.kind, digits);
  if (!precision) return std::nullopt;
  return at_precision(value, *precision);
}

std::optional<Temporal> high_boundary(const Temporal& value, int digits) {
  const std::optional<Precision> precision = precision_of_digits(value.kind, digits);
  if (!precision) return std::nullopt;
  Temporal last = value;
  if (value.precision == Field::Second) {
    last.nanosecond += moment::unit_of_fraction(value.fraction_digits) - 1;
  } else {
    last = moment::at_local(value, moment::local_end(value) - 1);
  }
  return at_precision(last, *precision);
}

}  // namespace kiln::core::reference

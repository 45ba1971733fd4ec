// §6.7 Date/Time Arithmetic
#include "proptest/reference/moment.h"
#include "proptest/reference/temporal.h"

namespace kiln::core::reference {
namespace {

using Field = TemporalField;

std::unexpected<Error> out_of_range() {
  return fail(ErrorCode::DateOutOfRange, "the result is not in the years 0001 to 9999");
}

Expected<Temporal> plus_months(Temporal t, const BigInteger& months) {
  const CivilDate date = civil_date(t.day);
  const BigInteger total = BigInteger(date.year) * 12 + (date.month - 1) + months;
  if (total < 12 || total >= 10'000 * 12) return out_of_range();
  const int year = static_cast<int>(total) / 12;
  const int month = static_cast<int>(total) % 12 + 1;
  t.day = day_number({year, month, std::min(date.day, days_in_month(year, month))});
  return t;
}

/// Digits of the second's fraction after an addition: as before if they are enough, else at least
/// milliseconds.
int fraction_digits_for(const Temporal& t) {
  int digits = 0;
  while (t.nanosecond % moment::unit_of_fraction(digits) != 0) ++digits;
  return digits <= t.fraction_digits ? t.fraction_digits : std::max(digits, 3);
}

/// `sum`, in the years that there are; a Time begins anew at midnight.
Expected<Temporal> on_the_calendar(Temporal sum) {
  if (sum.kind == Temporal::Kind::Time) sum.day = 0;
  if (sum.day < 0 || sum.day >= moment::days_before_year(10'000)) return out_of_range();
  return sum;
}

Expected<Temporal> plus_nanoseconds(const Temporal& t, const BigInteger& nanoseconds) {
  Temporal sum = moment::at_local(t, moment::local(t) + nanoseconds);
  sum.fraction_digits = fraction_digits_for(sum);
  return on_the_calendar(sum);
}

bool has_unit(Temporal::Kind kind, Field unit) {
  switch (kind) {
    case Temporal::Kind::Date:
      return unit <= Field::Day;
    case Temporal::Kind::DateTime:
      return true;
    case Temporal::Kind::Time:
      return unit >= Field::Hour;
  }
  return false;
}

/// The unit in which `t` can be added to: its own last field where `unit` is finer than that.
Field reachable(const Temporal& t, Field unit) {
  if (unit == Field::Week) return t.precision < Field::Day ? t.precision : Field::Day;
  if (unit == Field::Millisecond && t.precision == Field::Second) return Field::Second;
  return std::min(unit, t.precision);
}

}  // namespace

Expected<Temporal> plus(const Temporal& value, const Rational& amount, TemporalField unit) {
  if (!has_unit(value.kind, unit)) {
    return fail(ErrorCode::InvalidUnit, value.kind == Temporal::Kind::Time
                                            ? "a Time takes hours and finer units only"
                                            : "a Date takes days and coarser units only");
  }
  const bool keeps_fraction = unit >= Field::Second;
  const Rational whole = keeps_fraction ? amount : Rational(truncate(amount));
  const Field target = reachable(value, unit);
  const Rational converted = whole * moment::periods(unit, target);
  const BigInteger count = truncate(converted);
  if (target == Field::Year) return plus_months(value, 12 * count);
  if (target == Field::Month) return plus_months(value, count);
  if (target == Field::Second) {
    return plus_nanoseconds(value, truncate(converted * Rational(moment::kSecond)));
  }
  const Rational seconds = Rational(count) * moment::periods(target, Field::Second);
  return plus_nanoseconds(value, truncate(seconds * Rational(moment::kSecond)));
}

}  // namespace kiln::core::reference

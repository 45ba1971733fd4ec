// Engines, programs, contexts, results.

#include <kiln/c.h>
#include <kiln/kiln.h>

#include <chrono>
#include <vector>

#include "engine/c/call.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"

namespace kiln::c {
namespace {

EngineOptions options_of(const kiln_engine_options* given) {
  const kiln_engine_options said = read(given, "options");
  unused(static_cast<std::uint32_t>(said.reserved));
  EngineOptions options;
  options.fhir = fhir_of(said.fhir);
  options.language = language_of(said.language);
  options.strict = said.strict != 0;
  options.as_filters = said.as_filters != 0;
  options.json_choice_names = said.json_choice_names != 0;
  options.streaming = said.without_streaming == 0;
  options.limits = {.expression = limits_of(said.expression_limits),
                    .document = limits_of(said.document_limits),
                    .evaluation = limits_of(said.evaluation_limits)};
  set(options.cache.max_entries, said.cache_entries);
  set(options.cache.max_bytes, said.cache_bytes);
  if (said.without_cache != 0) options.cache.max_entries = 0;
  if (said.cache_time_to_live >
      static_cast<std::uint64_t>(std::chrono::milliseconds::max().count()))
    throw Refusal{"options.cache_time_to_live", "is too long"};
  options.cache.time_to_live = std::chrono::milliseconds(said.cache_time_to_live);
  return options;
}

CompileOptions options_of(const kiln_compile_options* given) {
  const kiln_compile_options said = read(given, "options");
  CompileOptions options;
  options.context_type = text(said.context_type, "options.context_type");
  options.host = object_of(said.host);
  return options;
}

/// One evaluation: with its options read, on a document or not.
template <class Evaluate>
kiln_status evaluate(kiln_context* context, const kiln_evaluate_options* given,
                     const kiln_result** result, kiln_error** error, Evaluate&& work) noexcept {
  clear(result);
  if (context != nullptr) object_of(context)->last.result.reset();
  return call(error, [&]() -> Outcome {
    needed(result, "result");
    ContextObject& room = object(context, "context");
    const kiln_evaluate_options said = read(given, "options");
    EvaluateOptions options;
    options.host = object_of(said.host);
    options.focus = item_of(said.focus);
    options.resource = item_of(said.resource);
    options.root_resource = item_of(said.root_resource);
    options.root_type = text(said.root_type, "options.root_type");
    options.cancel = object_of(said.cancellation);
    EvaluationLimits limits;
    if (said.limits != nullptr) {
      limits = limits_of(said.limits);
      options.limits = &limits;
    }
    Expected<Result> found = work(room.context, options);
    if (!found) return failed(std::move(found).error());
    room.last.result = *found;
    *result = handle_of<kiln_result>(&room.last);
    return {};
  });
}

const Result* items_of(const kiln_result* result) noexcept {
  if (result == nullptr || !object_of(result)->result) return nullptr;
  return &*object_of(result)->result;
}

/// A result that must still be valid.
const Result& valid(const kiln_result* result) {
  needed(result, "result");
  if (items_of(result) == nullptr) throw Refusal{"result", "is no longer valid"};
  return *items_of(result);
}

}  // namespace
}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

int32_t kiln_abi_version(void) {
  return KILN_ABI_VERSION;
}

const char* kiln_version(void) {
  return kiln::version();
}

kiln_status kiln_engine_new(const kiln_engine_options* options, kiln_engine** engine,
                            kiln_error** error) {
  clear(engine);
  return call(error, [&] {
    needed(engine, "engine");
    const kiln::EngineOptions chosen = options_of(options);
    give(engine, kiln::Engine(chosen), as_struct(chosen.limits.expression),
         as_struct(chosen.limits.document), as_struct(chosen.limits.evaluation));
  });
}

kiln_status kiln_engine_compile(kiln_engine* engine, const char* expression, size_t size,
                                const kiln_compile_options* options, kiln_program** program,
                                kiln_error** error) {
  clear(program);
  return call(error, [&]() -> Outcome {
    needed(program, "program");
    auto compiled = object(engine, "engine")
                        .engine.compile(text(expression, size, "expression"), options_of(options));
    if (!compiled) return failed(std::move(compiled).error());
    give(program, *std::move(compiled));
    return {};
  });
}

kiln_status kiln_engine_check(const kiln_engine* engine, const char* expression, size_t size,
                              const kiln_compile_options* options, kiln_diagnostics** diagnostics,
                              kiln_error** error) {
  clear(diagnostics);
  return call(error, [&]() -> Outcome {
    needed(diagnostics, "diagnostics");
    kiln::Diagnostics said =
        object(engine, "engine")
            .engine.check(text(expression, size, "expression"), options_of(options));
    if (lacked_memory(said)) throw std::bad_alloc();
    give(diagnostics, std::move(said));
    return {};
  });
}

kiln_status kiln_engine_warm_up(kiln_engine* engine, const kiln_text* expressions, size_t count,
                                const kiln_compile_options* options, size_t* without_error,
                                kiln_error** error) {
  clear(without_error);
  return call(error, [&] {
    kiln::Engine& target = object(engine, "engine").engine;
    std::vector<std::string_view> texts;
    texts.reserve(count);
    for (const kiln_text& expression : array(expressions, count, "expressions"))
      texts.push_back(text(expression, "expressions"));
    const std::size_t good = target.warm_up(texts, options_of(options));
    if (without_error != nullptr) *without_error = good;
  });
}

kiln_status kiln_engine_clear_cache(kiln_engine* engine) {
  return call([&] { object(engine, "engine").engine.clear_cache(); });
}

kiln_status kiln_engine_cache_statistics(const kiln_engine* engine,
                                         kiln_cache_statistics* statistics) {
  return call([&] {
    const kiln::CacheStatistics now = object(engine, "engine").engine.cache_statistics();
    write<kiln_cache_statistics>(statistics, "statistics",
                                 {.size = 0,
                                  .hits = now.hits,
                                  .misses = now.misses,
                                  .evictions = now.evictions,
                                  .expired = now.expired,
                                  .entries = now.entries,
                                  .bytes = now.bytes});
  });
}

kiln_status kiln_engine_get_options(const kiln_engine* engine, kiln_engine_options* options) {
  return call([&] {
    const EngineObject& asked = object(engine, "engine");
    const kiln::EngineOptions& chosen = asked.engine.options();
    write<kiln_engine_options>(
        options, "options",
        {.size = 0,
         .fhir = number_of(chosen.fhir),
         .language = number_of(chosen.language),
         .strict = chosen.strict,
         .as_filters = chosen.as_filters,
         .json_choice_names = chosen.json_choice_names,
         .without_streaming = !chosen.streaming,
         .without_cache = chosen.cache.max_entries == 0,
         .reserved = 0,
         .cache_entries = chosen.cache.max_entries,
         .cache_bytes = chosen.cache.max_bytes,
         .cache_time_to_live = static_cast<std::uint64_t>(chosen.cache.time_to_live.count()),
         .expression_limits = &asked.expression_limits,
         .document_limits = &asked.document_limits,
         .evaluation_limits = &asked.evaluation_limits});
  });
}

void kiln_engine_free(kiln_engine* engine) {
  release(engine);
}

kiln_status kiln_program_evaluate(const kiln_program* program, const kiln_document* document,
                                  kiln_context* context, const kiln_evaluate_options* options,
                                  const kiln_result** result, kiln_error** error) {
  return evaluate(context, options, result, error, [&](kiln::Context& room, const auto& chosen) {
    return object(program, "program").evaluate(object(document, "document"), room, chosen);
  });
}

kiln_status kiln_program_evaluate_alone(const kiln_program* program, kiln_context* context,
                                        const kiln_evaluate_options* options,
                                        const kiln_result** result, kiln_error** error) {
  return evaluate(context, options, result, error, [&](kiln::Context& room, const auto& chosen) {
    return object(program, "program").evaluate(room, chosen);
  });
}

kiln_text kiln_program_expression(const kiln_program* program) {
  return program == nullptr ? kiln_text{} : as_text(object_of(program)->expression());
}

size_t kiln_program_specialisations(const kiln_program* program) {
  return program == nullptr ? 0 : object_of(program)->specialisations();
}

kiln_status kiln_program_copy(const kiln_program* program, kiln_program** copy) {
  clear(copy);
  return call([&] { give(needed(copy, "copy"), object(program, "program")); });
}

void kiln_program_free(kiln_program* program) {
  release(program);
}

kiln_status kiln_context_new(kiln_context** context, kiln_error** error) {
  clear(context);
  return call(error, [&] { give(needed(context, "context")); });
}

size_t kiln_context_pending_size(const kiln_context* context) {
  return context == nullptr ? 0 : object_of(context)->context.pending().size();
}

kiln_pending_kind kiln_context_pending_kind(const kiln_context* context, size_t index) {
  if (index >= kiln_context_pending_size(context)) return -1;
  return static_cast<kiln_pending_kind>(object_of(context)->context.pending()[index].kind);
}

kiln_text kiln_context_pending_key(const kiln_context* context, size_t index) {
  if (index >= kiln_context_pending_size(context)) return {};
  return as_text(object_of(context)->context.pending()[index].key);
}

uint64_t kiln_context_steps(const kiln_context* context) {
  return context == nullptr ? 0 : object_of(context)->context.steps();
}

kiln_status kiln_context_release(kiln_context* context) {
  return call([&] {
    ContextObject& room = object(context, "context");
    room.last.result.reset();
    room.context.release();
  });
}

void kiln_context_free(kiln_context* context) {
  release(context);
}

const kiln_items* kiln_result_items(const kiln_result* result) {
  return handle_of<kiln_items>(static_cast<const kiln::Items*>(items_of(result)));
}

size_t kiln_result_size(const kiln_result* result) {
  return kiln_items_size(kiln_result_items(result));
}

kiln_item kiln_result_item(const kiln_result* result, size_t index) {
  return kiln_items_at(kiln_result_items(result), index);
}

kiln_status kiln_result_to_json(const kiln_result* result, kiln_string* text) {
  clear(text);
  return call([&] { give_text(needed(text, "text"), valid(result).to_json()); });
}

kiln_status kiln_result_own(const kiln_result* result, kiln_values** values) {
  clear(values);
  return call([&] { give(needed(values, "values"), valid(result).own()); });
}

kiln_status kiln_cancellation_new(kiln_cancellation** cancellation) {
  clear(cancellation);
  return call([&] { give(needed(cancellation, "cancellation"), false); });
}

kiln_status kiln_cancellation_request(kiln_cancellation* cancellation) {
  return call([&] { object(cancellation, "cancellation") = true; });
}

kiln_status kiln_cancellation_reset(kiln_cancellation* cancellation) {
  return call([&] { object(cancellation, "cancellation") = false; });
}

void kiln_cancellation_free(kiln_cancellation* cancellation) {
  release(cancellation);
}

}  // extern "C"

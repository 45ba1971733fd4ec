#include <algorithm>

#include "engine/context_impl.h"
#include "engine/no_throw.h"
#include "engine/program_impl.h"
#include "runtime/diagnostic/try.h"

namespace kiln {
namespace {

/// Marks a Context as in use for as long as this lives.
class Use {
 public:
  explicit Use(bool& is_in_use) : is_in_use_(is_in_use) { is_in_use_ = true; }
  ~Use() { is_in_use_ = false; }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  bool& is_in_use_;
};

PendingRequest::Kind from_core(core::PendingRequest::Kind kind) {
  switch (kind) {
    case core::PendingRequest::Kind::Reference:
      return PendingRequest::Kind::Reference;
    case core::PendingRequest::Kind::Terminology:
      return PendingRequest::Kind::Terminology;
    case core::PendingRequest::Kind::Function:
      break;
  }
  return PendingRequest::Kind::Function;
}

/// An invariant may ask for the time whatever the expression does.
bool needs_clock(const core::Program& program) {
  return std::ranges::any_of(program.sites, [](const core::ProgramSite& site) {
    return site.function == core::FunctionId::Now || site.function == core::FunctionId::Today ||
           site.function == core::FunctionId::TimeOfDay ||
           site.function == core::FunctionId::ConformsTo;
  });
}

Expected<core::Node> node_of(const Item& item, std::string_view role) {
  const core::Item inner = ItemAccess::item(item);
  if (inner.is_node()) return inner.as_node();
  return fail(ErrorCode::InputType,
              "the " + std::string(role) + " is a value of its own, not an element");
}

/// What the expression is evaluated on, and where the names of its items come from.
Expected<core::Focus> focus_of(const core::Document* document, const EvaluateOptions& options,
                               ItemSource& source) {
  core::TypeId root_type = core::kNoType;
  if (!options.root_type.empty()) {
    if (source.model != nullptr) root_type = source.model->find_type(options.root_type);
    if (root_type == core::kNoType) {
      return fail(ErrorCode::UnknownTypeAtRun,
                  "there is no type '" + std::string(options.root_type) + "'");
    }
  }
  core::Focus focus;
  if (options.focus) {
    KILN_TRY(focus.context, node_of(*options.focus, "focus"));
    const ItemSource* const from = ItemAccess::source(*options.focus);
    if (document == nullptr && from != nullptr) document = from->document;
    const bool is_known = from != nullptr && from->document == document;
    if (is_known && root_type == core::kNoType) root_type = from->root_type;
  } else if (document != nullptr) {
    focus.context = core::root_node(*document, source.model, root_type);
  }
  if (options.resource) {
    KILN_TRY(focus.resource, node_of(*options.resource, "resource"));
  }
  if (options.root_resource) {
    KILN_TRY(focus.root_resource, node_of(*options.root_resource, "root resource"));
  }
  source.document = document;
  source.root_type = root_type;
  return focus;
}

Expected<core::Items> evaluate_in(const ProgramAccess::Impl& program,
                                  const core::Document* document,
                                  ProgramAccess::ContextImpl& context,
                                  const EvaluateOptions& options) {
  context.pending.clear();
  context.steps = 0;
  core::Environment& environment = context.environment;
  environment.model =
      program.options.fhir == Fhir::None ? nullptr : &core::Model::get(program.options.fhir);
  environment.language = program.options.language;
  environment.strict = program.options.strict;
  environment.as_filters = program.options.as_filters;
  environment.json_choice_names = program.options.json_choice_names;
  environment.limits = options.limits == nullptr ? program.limits : *options.limits;
  environment.cancel = options.cancel;
  context.source.model = environment.model;
  KILN_TRY(const core::Focus focus, focus_of(document, options, context.source));
  environment.host = context.host.bind(options.host);

  KILN_TRY(const core::Program* const compiled,
           program.for_type(focus.context ? focus.context->type : core::kNoType));
  if (needs_clock(*compiled)) {
    KILN_TRY(environment.now, context.host.now());
  }
  auto items = context.runner.run(*compiled, program.streaming, environment, focus);

  const core::Evaluation& evaluation = context.runner.evaluation();
  if (compiled->depth <= environment.limits.max_depth) {
    context.steps = environment.limits.max_steps - evaluation.fuel();
  }
  const auto& failure = context.host.failure();
  const bool has_place = !items && items.error().code == ErrorCode::HostFailure;
  if (failure && !has_place) return std::unexpected(*failure);
  if (!items && items.error().code == ErrorCode::Pending) {
    for (const core::PendingRequest& request : evaluation.pending().list()) {
      context.pending.push_back({from_core(request.kind), request.key});
    }
  }
  return items;
}

}  // namespace

Program::Program(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}

Expected<Result> Program::evaluate(const Document& document, Context& context,
                                   const EvaluateOptions& options) const {
  return ProgramAccess::evaluate(*impl_, document.impl().get(), *context.impl_, options);
}

Expected<Result> Program::evaluate(Context& context, const EvaluateOptions& options) const {
  return ProgramAccess::evaluate(*impl_, nullptr, *context.impl_, options);
}

Expected<Result> ProgramAccess::evaluate(const Impl& program, const core::Document* document,
                                         ContextImpl& context, const EvaluateOptions& options) {
  return guarded([&]() -> Expected<Result> {
    if (context.is_in_use) {
      return fail(ErrorCode::HostFailure,
                  "a function of the host evaluates in the Context that waits for it");
    }
    const Use use(context.is_in_use);
    KILN_TRY(const core::Items items, evaluate_in(program, document, context, options));
    return Result(ItemAccess::items(items, &context.source));
  });
}

std::string_view Program::expression() const noexcept {
  return impl_->expression;
}

std::size_t Program::specialisations() const noexcept {
  return impl_->set ? impl_->set->statistics().compiled : 1;
}

}  // namespace kiln

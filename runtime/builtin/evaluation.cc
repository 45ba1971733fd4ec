#include "runtime/builtin/evaluation.h"

#include <algorithm>

#include "model/names.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/reference.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

constexpr std::atomic<bool> kNeverCancelled = false;

const Host& no_host() {
  static const Host host;
  return host;
}

/// The resource in which a contained one stands, else the resource itself. A Bundle is no such
/// container (FHIR page, "Environment variables").
Node container_of(const Model* model, Node resource) {
  while (true) {
    const Document& document = *resource.document;
    const NodeIndex above = document.parent(resource.index);
    if (above == kNoNode || document.key(resource.index) != name::contained) return resource;
    resource = containing_resource(model, Node{&document, above, type_of(document, model, above)});
  }
}

}  // namespace

void Evaluation::begin(const Environment& environment, const Focus& focus) {
  environment_ = &environment;
  host_ = environment.host == nullptr ? &no_host() : environment.host;
  focus_ = focus;
  ++run_;
  arena_.reset();
  slice_ = std::min(environment.limits.max_steps, kSlice);
  reserve_ = environment.limits.max_steps - slice_;
  memory_end_ = std::max(environment.limits.max_arena, environment.limits.max_arena + 1);
  cancel_ = environment.cancel == nullptr ? &kNeverCancelled : environment.cancel;
  documents_.clear();
  traces_.clear();
  reported_ = 0;
  pending_.clear();
}

const std::optional<Node>& Evaluation::resource() {
  if (!focus_.resource && focus_.context) {
    const Node& context = *focus_.context;
    // What containing_resource() gives for a root, without its walk.
    focus_.resource = context.index == 0 ? root_node(*context.document, model())
                                         : containing_resource(model(), context);
  }
  return focus_.resource;
}

const std::optional<Node>& Evaluation::root_resource() {
  if (!focus_.root_resource && focus_.context) {
    focus_.root_resource = container_of(model(), *resource());
  }
  return focus_.root_resource;
}

Expected<void> Evaluation::charge_beyond_slice(std::uint64_t steps) {
  if (steps > fuel() || is_cancelled() || is_out_of_memory()) return stopped(steps);
  const std::uint64_t left = fuel() - steps;
  slice_ = std::min(left, kSlice);
  reserve_ = left - slice_;
  return {};
}

std::unexpected<Error> Evaluation::stopped(std::uint64_t steps) const {
  if (is_out_of_memory()) return out_of_memory();
  if (steps > fuel()) {
    return fail(ErrorCode::StepLimit, "the evaluation needs more than " +
                                          std::to_string(environment_->limits.max_steps) +
                                          " steps");
  }
  return fail(ErrorCode::Cancelled, "the evaluation was cancelled");
}

std::unexpected<Error> Evaluation::out_of_memory() const {
  return fail(ErrorCode::MemoryLimit, "the evaluation needs more than " +
                                          std::to_string(environment_->limits.max_arena) +
                                          " bytes of memory");
}

Expected<void> Evaluation::check_memory(std::uint64_t more) const {
  if (arena_.bytes() + more < memory_end_) [[likely]]
    return {};
  return out_of_memory();
}

Expected<Item> Evaluation::made_string(std::string text) {
  KILN_CHECK(check_memory(text.size()));
  const Item item = string(text);
  text_buffer_ = std::move(text);
  return item;
}

Expected<void> Evaluation::check_size(std::uint64_t items) const {
  if (items <= environment_->limits.max_items) [[likely]]
    return {};
  return fail(ErrorCode::ItemLimit, "a collection of more than " +
                                        std::to_string(environment_->limits.max_items) + " items");
}

Expected<void> Evaluation::check_string(std::uint64_t bytes) const {
  if (bytes <= environment_->limits.max_string) [[likely]]
    return {};
  return fail(
      ErrorCode::StringLimit,
      "a string of more than " + std::to_string(environment_->limits.max_string) + " bytes");
}

Node Evaluation::hold(std::shared_ptr<const Document> document, NodeIndex index, TypeId type) {
  Node node{document.get(), index, type};
  if (type == kNoType) node.type = type_of(*document, model(), index);
  documents_.push_back(std::move(document));
  return node;
}

Node Evaluation::keep(std::shared_ptr<const Document> document, NodeIndex index, TypeId type) {
  memory_end_ -= std::min<std::uint64_t>(memory_end_, document->bytes());
  return hold(std::move(document), index, type);
}

Item Evaluation::type_info(const Model* model, TypeId type) {
  TypeInfoCache::Entry& entry = type_infos_.get(model, type);
  const Node node{entry.document.get(), 0, kNoType};
  if (std::exchange(entry.run, run_) != run_) documents_.push_back(entry.document);
  return Item::node(node);
}

Expected<Node> Evaluation::resolve(std::string_view reference, const Node& from) {
  const Node inside = resolve_reference(model(), reference, from);
  if (inside.document != nullptr) return inside;
  if (!host().resolve) return Node{};
  KILN_TRY(const Resolved found, pending_.noted(PendingRequest::Kind::Reference, reference,
                                                host().resolve(reference, from)));
  return found.document == nullptr ? Node{} : hold(found.document, found.node, kNoType);
}

void Evaluation::report_traces() {
  if (!host().trace) return;
  while (reported_ < traces_.size()) {
    const TraceRecord& record = traces_[reported_++];
    TraceEntry entry{std::string(record.name), {}};
    for (const Item& item : record.items) entry.items.push_back(to_value(item));
    host().trace(entry);
  }
}

}  // namespace kiln::core

#include "runtime/builtin/type_info.h"

#include <algorithm>
#include <string>

#include "model/types.h"
#include "runtime/document/builder.h"

namespace kiln::core {
namespace {

Document type_info(const Model* model, TypeId type) {
  std::string_view space = "System";
  std::string_view name = "Any";
  std::string base = "System.Any";
  if (model != nullptr) {
    space = "FHIR";
    name = model->name(type);
    const TypeId above = model->base(type);
    if (above != kNoType) base = "FHIR." + std::string(model->name(above));
  } else if (type != kNoType) {
    name = system_type_name(type);
  }
  DocumentBuilder builder;
  builder.begin_object();
  builder.key("namespace");
  builder.string(space);
  builder.key("name");
  builder.string(name);
  builder.key("baseType");
  builder.string(base);
  builder.end_object();
  return std::move(builder).finish().value();
}

}  // namespace

TypeInfoCache::Entry& TypeInfoCache::get(const Model* model, TypeId type) {
  const auto found = std::ranges::find_if(
      entries_, [&](const Entry& entry) { return entry.model == model && entry.type == type; });
  if (found != entries_.end()) return *found;
  if (entries_.size() == kCapacity) entries_.clear();
  return entries_.emplace_back(
      model, type, std::make_shared<const Document>(type_info(model, type)), std::uint64_t{0});
}

}  // namespace kiln::core

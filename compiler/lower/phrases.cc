#include "compiler/lower/reader.h"

namespace licet::lower {

struct Phrases::Impl {
  Work work;
  Reader reader{&work};

  Context whole(const Context& context) {
    Context out = context;
    if (out.frames.empty() && out.scope != kNone) out.frames = reader.owners(out.scope);
    return out;
  }
};

Phrases::Phrases(sema::Symbols* symbols, Diagnostics* diagnostics) : impl_(new Impl) {
  impl_->work.symbols = symbols;
  impl_->work.diagnostics = diagnostics;
  impl_->work.nodes = Nodes(symbols->build);
}

Phrases::~Phrases() { delete impl_; }

Id Phrases::condition(const Context& context, NodeId node) {
  return impl_->reader.condition(impl_->whole(context), node);
}
Id Phrases::number(const Context& context, NodeId node) { return impl_->reader.number(impl_->whole(context), node); }
Id Phrases::date(const Context& context, NodeId node) { return impl_->reader.date(impl_->whole(context), node); }
Id Phrases::category(const Context& context, NodeId node) {
  return impl_->reader.category(impl_->whole(context), node);
}

}  // namespace licet::lower

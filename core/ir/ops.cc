#include "core/base/result.h"
#include "core/ir/program.h"

namespace licet::ir {

Result result_of(Op op) {
  switch (op) {
#define LICET_OP(name, result, doc) \
  case Op::name:                    \
    return Result::result;
#include "core/ir/ops.def"
#undef LICET_OP
  }
  check_failed("an operation that does not exist", __FILE__, __LINE__);
}

const char* name_of(Op op) {
  switch (op) {
#define LICET_OP(name, result, doc) \
  case Op::name:                    \
    return #name;
#include "core/ir/ops.def"
#undef LICET_OP
  }
  return "?";
}

}  // namespace licet::ir

// The table of liblicet_llvm.so.
#include <elf.h>
#include <link.h>
#include <llvm/Config/llvm-config.h>

#include "runtime/jit/translate.h"

namespace licet::jit {
namespace {

// The build id that the linker wrote into the module that holds `inside`.
struct Search {
  ElfW(Addr) inside;
  std::string id;
};

int look(dl_phdr_info* info, std::size_t, void* argument) {
  Search& search = *static_cast<Search*>(argument);
  bool here = false;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info->dlpi_phdr[i];
    const ElfW(Addr) begin = info->dlpi_addr + part.p_vaddr;
    here = here || (part.p_type == PT_LOAD && search.inside >= begin && search.inside - begin < part.p_memsz);
  }
  if (!here) return 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info->dlpi_phdr[i];
    if (part.p_type != PT_NOTE) continue;
    const char* at = reinterpret_cast<const char*>(info->dlpi_addr + part.p_vaddr);
    for (const char* end = at + part.p_memsz; at + sizeof(ElfW(Nhdr)) <= end;) {
      const auto* note = reinterpret_cast<const ElfW(Nhdr)*>(at);
      const char* name = at + sizeof *note;
      const char* text = name + (note->n_namesz + 3) / 4 * 4;
      if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && std::string_view(name, 3) == "GNU")
        search.id.assign(text, note->n_descsz);
      at = text + (note->n_descsz + 3) / 4 * 4;
    }
  }
  return 1;
}

// Empty: the linker wrote no id, so that code of this build cannot be told from that of another.
std::string build() {
  Search search{reinterpret_cast<ElfW(Addr)>(&look), {}};
  dl_iterate_phdr(look, &search);
  return search.id.empty() ? std::string() : search.id + " LLVM " LLVM_VERSION_STRING;
}

}  // namespace
}  // namespace licet::jit

extern "C" const licet::bitmap::CodeTable* licet_code_table() {
  static const licet::bitmap::CodeTable table{licet::bitmap::kCodeTableVersion, licet::jit::build,
                                              licet::jit::translate, licet::jit::load};
  return &table;
}

// Parquet, Arrow IPC files and streams: rows of what is read, writers of what is written.
#pragma once

#include <memory>

#include "runtime/io/rows.h"
#include "runtime/io/writer.h"

namespace licet::io {

Result<std::unique_ptr<RowSource>> open_arrow_rows(std::unique_ptr<Bytes> bytes, Format format,
                                                   const SourceContext& context);
std::unique_ptr<FileWriter> make_arrow_writer(const WriteOptions& options, Format format);

}  // namespace licet::io

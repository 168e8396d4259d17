import Spreadsheet

/// Writes the rows of one sheet as lines of JSON, straight from the reader's bytes.
struct RowLineWriter {
    private let sheet: [UInt8]
    private let showsText: Bool
    private let dateSystem: DateSystem
    private var scratch: [UInt8] = []

    init(sheet: String, showsText: Bool, dateSystem: DateSystem) {
        self.sheet = Array(sheet.utf8)
        self.showsText = showsText
        self.dateSystem = dateSystem
    }

    mutating func write(_ row: RowView, to output: inout OutputBuffer) throws {
        let count = row.filledCount
        guard count > 0 else { return }
        try output.reserve(64)
        output.add("{\"sheet\":")
        try sheet.withUnsafeBufferPointer { try output.quote($0) }
        try output.reserve(64)
        output.add(",\"row\":")
        output.add(row.number)
        output.add(",\"cells\":[")
        var column = 1
        for position in 0..<count {
            let cell = row[position]
            if position > 0 { output.add(UInt8(ascii: ",")) }
            while column < cell.column {
                try output.reserve(64)
                output.add("null,")
                column &+= 1
            }
            column &+= 1
            if showsText { try writeText(of: cell, to: &output) } else { try writeValue(of: cell, to: &output) }
            try output.reserve(64)
        }
        output.add("]}\n")
    }

    /// Writes what the cell stores. There is room for a few bytes before, and there may be none after.
    @inline(__always)
    private func writeValue(of cell: CellView, to output: inout OutputBuffer) throws {
        switch cell.kind {
        case .text: try cell.utf8.withUnsafeBufferPointer { try output.quote($0) }
        case .number, .date: try output.put(number: cell.number ?? 0)
        case .blank: output.add("null")
        case .boolean: output.add(cell.boolean == true ? "true" : "false")
        case .error:
            output.add("{\"error\":")
            try cell.utf8.withUnsafeBufferPointer { try output.quote($0) }
            try output.reserve(8)
            output.add("}")
        }
    }

    private mutating func writeText(of cell: CellView, to output: inout OutputBuffer) throws {
        guard cell.kind != .blank else { return output.add("null") }
        scratch.removeAll(keepingCapacity: true)
        cell.numberFormat.appendText(for: cell.value, dateSystem: dateSystem, to: &scratch)
        try scratch.withUnsafeBufferPointer { try output.quote($0) }
    }
}

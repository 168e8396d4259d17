import Foundation
import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Rows that are awaited, cancellation, and input and output that are no files.
@Suite struct StreamingTests {
    private static func workbook(rows: Int) throws -> SheetFile {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("a"))
        for row in 0..<rows { try sheet.append([.number(Double(row)), "text \(row)", "x"]) }
        return try SheetFile(bytes: try writer.finish(), name: "a.xlsx")
    }

    @Test(arguments: [0, 1, 5000]) func `rows are awaited`(count: Int) async throws {
        let file = try Self.workbook(rows: count)
        let rows = file.asyncRows(of: file.sheets[0])
        for _ in 0..<2 {
            var numbers: [Int] = []
            for try await row in rows { numbers.append(row.number) }
            #expect(numbers == Array(1..<count + 1))
        }
    }

    @Test @MainActor func `rows are awaited on an actor`() async throws {
        let file = try Self.workbook(rows: 1000)
        var texts = 0
        for try await row in file.asyncRows(of: file.sheets[0]) where row[column: "B"].text != nil { texts += 1 }
        #expect(texts == 1000)
    }

    @Test func `the rows before an error come first`() async throws {
        let rows = #"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>9</v></c></row>"#
        let file = try SheetFile(bytes: WorkbookFile(sheet: WorkbookFile.worksheet(rows)).bytes)
        var iterator = file.asyncRows(of: file.sheets[0]).makeAsyncIterator()
        #expect(try await iterator.next()?.number == 1)
        await #expect(throws: SpreadsheetError(.badSharedString, "")) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }

    /// What a task that was cancelled before it began ends with.
    private static func cancelled(_ body: @escaping @Sendable () async throws -> Void) async -> SpreadsheetError? {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await body()
        }
        task.cancel()
        do {
            try await task.value
            return nil
        } catch {
            return error as? SpreadsheetError
        }
    }

    @Test func `a task that is cancelled stops reading`() async throws {
        let file = try Self.workbook(rows: 20)
        let csv = try SheetFile(bytes: Array("a;b\n1;2\n".utf8), name: "a.csv")
        for sheet in [file, csv] {
            #expect(await Self.cancelled { for try await _ in sheet.asyncRows(of: sheet.sheets[0]) {} }?.code == .cancelled)
            #expect(
                await Self.cancelled {
                    var rows = try sheet.rows(of: sheet.sheets[0])
                    while try rows.next() != nil {}
                }?.code == .cancelled)
        }
        // Nothing that was cancelled is kept.
        var rows = try file.rows(of: file.sheets[0])
        #expect(try rows.next()?.number == 1)
    }

    @Test func `a task that is cancelled stops while the shared strings are read`() async throws {
        let file = try Self.workbook(rows: 20)
        let error = await Self.cancelled { _ = try file.rows(of: file.sheets[0]) }
        #expect(error?.code == .cancelled && error?.location.file == "a.xlsx")
    }

    /// Gives each piece of a text, one at a time.
    private final class Pieces: @unchecked Sendable {
        private var rest: ArraySlice<UInt8>
        private let size: Int

        init(_ bytes: [UInt8], size: Int) {
            rest = bytes[...]
            self.size = size
        }

        func next(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
            let piece = rest.prefix(min(size, buffer.count))
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
    }

    @Test(arguments: [7, 1000, 1 << 20], [TextEncoding.utf8, .windows1252, .utf16LittleEndian])
    func `csv is read as it comes`(size: Int, encoding: TextEncoding) throws {
        var dialect = CSVDialect(separator: UInt8(ascii: ";"), encoding: encoding)
        dialect.hasByteOrderMark = encoding == .utf16LittleEndian
        // The first byte beyond ASCII comes late, and there is more than is kept.
        let records = (0..<60_000).map { ["\($0)", $0 < 30_000 ? "e" : "é\"\n", "fixed text"] }
        var writer = try CSVWriter(dialect: dialect)
        for record in records { try writer.append(record.map { .text($0) }) }
        let bytes = try writer.finish()
        #expect(bytes.count > 1 << 20)
        let pieces = Pieces(bytes, size: size)
        var reader = try CSVReader { pieces.next($0) }
        var count = 0
        while let row = try reader.next() {
            if row.cells.map(\.value.text) != records[count] { Issue.record("row \(count): \(row)") }
            count += 1
        }
        #expect(count == records.count && reader.dialect.encoding == encoding)
    }

    @Test func `a pipe is read, as csv while it comes and as a workbook at its end`() throws {
        let bytes = try Data(contentsOf: packageFolder.appendingPathComponent("SampleFiles/commande_2800886_excel.csv"))
        var reader = try Self.piped(bytes) { try CSVReader(fileDescriptor: $0) }
        var count = 0
        while try reader.advance() { count += 1 }
        #expect(count == 11)

        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("a"))
        try sheet.append(["é", 2])
        let workbook = Data(try writer.finish())
        let file = try Self.piped(workbook) { try SheetFile(fileDescriptor: $0, name: "pipe.xlsx") }
        #expect(try file["a"]["B1"] == 2)
        var limits = ReadLimits.standard
        limits.zip.archiveSize = 100
        let error = #expect(throws: SpreadsheetError.self) {
            try Self.piped(workbook) { try SheetFile(fileDescriptor: $0, name: "pipe.xlsx", limits: limits) }
        }
        #expect(error?.code == .fileTooLarge && error?.location.file == "pipe.xlsx")
        #expect(throws: SpreadsheetError(.fileUnreadable, "")) { try SheetFile(fileDescriptor: -1) }
    }

    /// Opens the reading end of a pipe into which all fits.
    private static func piped<Value: ~Copyable>(_ data: Data, _ open: (Int32) throws -> Value) throws -> Value {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: data)
        try pipe.fileHandleForWriting.close()
        return try open(dup(pipe.fileHandleForReading.fileDescriptor))
    }

    @Test func `a sequence of bytes is read`() async throws {
        let bytes = Array("Nom;Ville\nÈve;Nîmes\n".utf8)
        let stream = AsyncStream<UInt8> { continuation in
            for byte in bytes { continuation.yield(byte) }
            continuation.finish()
        }
        let file = try await SheetFile(bytes: stream, name: "gens.csv")
        #expect(try file["gens"]["B2"] == "Nîmes")
    }

    @Test(arguments: [TextEncoding.utf8, .windows1252]) func `csv is given to a function`(encoding: TextEncoding) throws {
        let dialect = CSVDialect(encoding: encoding)
        final class Sink { var bytes: [UInt8] = []; var blocks = 0 }
        let sink = Sink()
        var memory = try CSVWriter(dialect: dialect)
        var writer = try CSVWriter(dialect: dialect) { block in
            block.withUnsafeBufferPointer { sink.bytes += $0 }
            sink.blocks += 1
        }
        for row in 0..<20_000 {
            try writer.append([.number(Double(row)), "é"])
            try memory.append([.number(Double(row)), "é"])
        }
        #expect(sink.blocks > 1)
        try writer.finish()
        #expect(try sink.bytes == memory.finish())
    }

    @Test func `a function that does not take the file ends it`() throws {
        struct Full: Error {}
        var writer = try CSVWriter { _ in throw Full() }
        try writer.append(["a"])
        let error = #expect(throws: SpreadsheetError.self) { try writer.finish() }
        #expect(error?.code == .fileUnwritable && error?.underlying is Full)
    }
}

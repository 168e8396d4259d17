import TestSupport

@testable import Spreadsheet
@testable import ZipContainer

/// A part that holds those bytes, as the readers of parts get it.
func part(_ bytes: [UInt8], pieces: ReadingWay.Pieces = .whole) throws(SpreadsheetError) -> XMLPartReader {
    // The checksum is not what is tried, so it is right whatever the bytes are.
    let entry = ZipEntry(
        name: "part", method: .stored, compressedSize: UInt64(bytes.count), size: UInt64(bytes.count), checksum: ZipFile.checksum(bytes),
        dataOffset: 0)
    do throws(ZipError) {
        return XMLPartReader(try ZipEntryReader(source: ByteSource(bytes: bytes), entry: entry, limits: .strict), pieces: pieces)
    } catch {
        throw SpreadsheetError(error)
    }
}

/// Pushes a part through the guard and libxml2 into a handler.
func parse(_ bytes: [UInt8], into handler: XMLHandler, limits: ReadLimits, pieces: ReadingWay.Pieces = .whole) throws(SpreadsheetError) {
    let parser = try XMLParser(handler: handler, limits: limits)
    var reader = try part(bytes, pieces: pieces)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    while true {
        let count = try reader.read(into: buffer)
        if count == 0 { break }
        try parser.parseAll(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
    try parser.finish()
}

/// What a file may demand, small enough for a fuzzer to reach.
let smallLimits: ReadLimits = {
    var limits = ReadLimits.strict
    (limits.tokenLength, limits.attributes, limits.depth, limits.names) = (1024, 12, 8, 40)
    (limits.sharedStrings, limits.cellLength, limits.styles) = (5, 12, 6)
    (limits.rows, limits.cells, limits.csvField, limits.csvRecords, limits.csvColumns) = (5, 20, 16, 5, 6)
    (limits.rowSize, limits.sheetText) = (60, 100)
    return limits
}()

/// Limits that depend on an input.
func limits(for number: UInt64) -> ReadLimits {
    switch number & 3 {
    case 0: smallLimits
    case 1: .strict
    default: .standard
    }
}

/// Pieces that depend on an input.
func pieces(for number: UInt64, count: Int) -> ReadingWay.Pieces {
    switch number & 3 {
    case 0 where count < 400: .single
    case 1: .random(seed: number)
    default: .whole
    }
}

/// Whether a part was refused for the same fault, or read, both times.
///
/// The guard runs ahead of libxml2, which holds back more or less depending on how the bytes are cut; so where a part has several faults, one
/// that the guard finds may come before one that stands earlier, and was not found yet. Of a CDATA section libxml2 gives the text in pieces,
/// or all at once when it has looked at all of it; so bytes in it that are not UTF-8 may come before what is wrong with the text.
func isSameFault(_ one: String?, _ other: String?, in part: [UInt8]) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    var early: Set = ["xml.doctype", "xml.token-too-long", "xml.attribute", "xml.depth"]
    if String(validating: part, as: UTF8.self) == nil, String(decoding: part, as: UTF8.self).contains("<![CDATA[") {
        early.insert("xml.malformed")
    }
    return one == other || !early.isDisjoint(with: [one, other])
}

/// What XML parts are made of, for dictionaries.
let xmlWords = [
    "<row", "<row r=\"1\">", "</row>", "<c", "<c r=\"A1\"", " t=\"s\"", " t=\"inlineStr\"", " t=\"str\"", " t=\"b\"", " t=\"e\"",
    " t=\"d\"",
    " t=\"n\"", " s=\"1\"", "<v>", "</v>", "<f>", "</f>", "<is>", "</is>", "<t>", "</t>", "<t xml:space=\"preserve\">", "</c>",
    "<sheetData>",
    "</sheetData>", "<worksheet>", "</worksheet>", "<si>", "</si>", "<sst>", "</sst>", "<r>", "</r>", "<rPh>", "</rPh>", "<![CDATA[", "]]>",
    "<!--", "-->", "<?", "?>", "<!DOCTYPE", "&amp;", "&lt;", "&#10;", "&#x41;", "&quot;", "_x000D_", "_xD83D__xDE00_", "xmlns=\"",
    "xmlns:x=\"",
    "x:", " hidden=\"1\"", " spans=\"1:9\"", " customFormat=\"1\"", "XFD1048576", "\u{FEFF}", "1e5", "0.1", "-", "2020-08-21T12:00:00",
    "<numFmt numFmtId=\"164\" formatCode=\"", "<xf numFmtId=\"", "<cellXfs>", "<numFmts>", "<styleSheet>",
]

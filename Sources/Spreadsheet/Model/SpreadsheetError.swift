package import ZipContainer

/// An error in a file, and its place in the file.
///
/// The description and ``detail`` are English, for engineers and logs, and never contain the contents of cells.
/// Two errors with the same code are equal.
public struct SpreadsheetError: Error, Sendable, Equatable {
    /// The stable code of an error; `docs/errors.md` lists the codes.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name, such as `sheet.bad-ref`.
        public let rawValue: String
        /// The code with that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        init(_ rawValue: String) { self.rawValue = rawValue }
    }

    /// A place in a file; only what is known is set.
    public struct Location: Sendable, Hashable {
        /// The file's name, without its folder.
        public var file: String?
        /// The part of the package, such as `xl/worksheets/sheet1.xml`.
        public var part: String?
        /// The name of the sheet.
        public var sheet: String?
        /// The cell, such as `F12`.
        public var cell: CellReference?
        /// The line of a CSV file, from 1.
        public var line: Int?

        /// Creates a place from what is known.
        public init(file: String? = nil, part: String? = nil, sheet: String? = nil, cell: CellReference? = nil, line: Int? = nil) {
            self.file = file
            self.part = part
            self.sheet = sheet
            self.cell = cell
            self.line = line
        }
    }

    private typealias Contents = (
        code: Code, detail: String, location: Location, measured: UInt64?, limit: UInt64?, underlying: (any Error)?
    )

    private let box: Box<Contents>

    /// The stable code.
    public var code: Code { box.contents.code }
    /// What was found, in English, without the contents of cells.
    public var detail: String { box.contents.detail }
    /// The place of the error.
    public var location: Location { box.contents.location }
    /// The measured value, if a limit was exceeded.
    public var measured: UInt64? { box.contents.measured }
    /// The limit, if it was exceeded.
    public var limit: UInt64? { box.contents.limit }
    /// The error of a type that refused its own decoding or encoding, which may tell the contents of cells.
    public var underlying: (any Error)? { box.contents.underlying }

    // Out of line, so that throwing functions stay small.
    @inline(never)
    package init(
        _ code: Code, _ detail: String, at location: Location = Location(), measured: UInt64? = nil, limit: UInt64? = nil,
        underlying: (any Error)? = nil
    ) {
        box = Box((code, detail, location, measured, limit, underlying))
    }

    /// An error for an exceeded limit.
    @inline(never)
    package init(_ code: Code, exceeds limit: Int, measured: Int, _ detail: String, at location: Location = Location()) {
        self.init(code, detail, at: location, measured: UInt64(clamping: measured), limit: UInt64(clamping: limit))
    }

    /// The container's error as the workbook's: the same code, with the entry as the part.
    @inline(never)
    package init(_ error: ZipError, file: String? = nil) {
        let place = Location(file: file, part: error.entry)
        self.init(Code(error.code.rawValue), error.detail, at: place, measured: error.measured, limit: error.limit)
    }

    /// The same error with more of its place; what the error already knows stays.
    @inline(never)
    package func located(_ outer: Location) -> SpreadsheetError {
        var place = location
        place.file = place.file ?? outer.file
        place.part = place.part ?? outer.part
        place.sheet = place.sheet ?? outer.sheet
        place.cell = place.cell ?? outer.cell
        place.line = place.line ?? outer.line
        return SpreadsheetError(code, detail, at: place, measured: measured, limit: limit, underlying: underlying)
    }

    /// Compares the codes alone.
    public static func == (a: SpreadsheetError, b: SpreadsheetError) -> Bool { a.code == b.code }
}

extension SpreadsheetError: CustomStringConvertible {
    /// The code, the place and the detail, for engineers and logs.
    public var description: String {
        let place = [
            location.file, location.part, location.sheet.map { "sheet \($0)" }, location.cell?.description,
            location.line.map { "line \($0)" },
        ].compactMap(\.self)
        var text = code.rawValue
        if !place.isEmpty { text += " (\(place.joined(separator: ", ")))" }
        text += ": \(detail)"
        if let measured, let limit { text += " (\(measured), at most \(limit))" }
        return text
    }
}

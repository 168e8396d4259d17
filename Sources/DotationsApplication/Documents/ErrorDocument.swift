public import DotationMail
public import DotationSheets
public import DotationStore
internal import Dotations
public import Spreadsheet

/// What is said of an error: to a person the message, to a program the keys that apply.
public struct ErrorDocument: Encodable {
    /// The stable code.
    public var code: String
    /// What is wrong, and what to do.
    public var message: String
    var file, part, sheet, cell: String?
    var line, measured, limit: Int?
    var order: OrderNumber?
    var dotations: [Dotation.ID]?
    var sales: [Int]?
    var faults: [FaultDocument]?
    /// What is refused of what was asked for.
    public var refused: [JSONObject]?

    /// An error, and the file that it is about.
    public init(_ code: String, _ message: String, file: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
    }

    /// An error of a file, whose name the message begins with; without one it begins a sentence.
    public init(_ code: String, _ message: String, at file: String?) { self.init(code, sentence(message, at: [file]), file: file) }
}

extension Array {
    fileprivate var nilIfEmpty: Self? { isEmpty ? nil : self }
}

extension SpreadsheetError: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, frenchMessage, file: location.file)
        (document.part, document.sheet) = (location.part, location.sheet)
        (document.cell, document.line) = (location.cell?.description, location.line)
        document.measured = measured.map { Int(clamping: $0) }
        document.limit = limit.map { Int(clamping: $0) }
        return document
    }
}

extension StoreError: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, frenchMessage)
        switch subject {
        case .file(let path): document.file = path
        case .dotations(let ids): document.dotations = ids.nilIfEmpty
        case .order(let number), .bonds(let number, _), .differences(let number, _): document.order = number
        case .sales(let numbers), .unorderedSales(let numbers, _): document.sales = numbers.nilIfEmpty
        case .audit, nil: break
        }
        return document
    }
}

extension MailError: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, frenchMessage, file: file)
        document.line = line
        return document
    }
}

extension SheetFault: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument {
        if case .unreadable(let error) = kind { return error.document }
        var document = ErrorDocument(code, [message, advice].compactMap(\.self).joined(separator: " "), file: location.file)
        (document.sheet, document.cell) = (location.sheet, location.cell?.description)
        if case .refused(.tooManyRefusedRows(_, let order)) = kind { document.order = order }
        return document
    }
}

extension ApplicationError: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, message, at: file)
        document.faults = faults.nilIfEmpty
        return document
    }
}

extension ApprovalError: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument { ErrorDocument(Self.code, frenchMessage) }
}

extension SalesExportMismatch: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument {
        var document = error.document
        document.message = error.message(at: [file, place].compactMap(\.self).joined(separator: ", "))
        (document.file, document.faults) = (file, faults.nilIfEmpty)
        return document
    }
}

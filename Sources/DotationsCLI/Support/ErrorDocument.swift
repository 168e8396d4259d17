import DotationMail
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Spreadsheet

/// What is said of an error: to a person the message, to a program the keys that apply.
struct ErrorDocument: Encodable {
    var code: String
    var message: String
    var file: String?
    var part: String?
    var sheet: String?
    var cell: CellReference?
    var line: Int?
    var measured: Int?
    var limit: Int?
    var order: OrderNumber?
    var dotations: [Dotation.ID] = []
    var sales: [Int] = []
    /// What is wrong in the file: codes and places.
    var faults: [FaultDocument] = []
    var refused: [Refusals.Item] = []

    init(_ code: String, _ message: String, file: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
    }

    func encode(to encoder: any Encoder) throws { try encoder.write(["error": Fields(document: self)]) }

    private struct Fields: Encodable {
        let document: ErrorDocument

        func encode(to encoder: any Encoder) throws {
            try encoder.write(
                [
                    "code": document.code, "message": document.message, "file": document.file, "part": document.part,
                    "sheet": document.sheet, "cell": document.cell?.description, "line": document.line, "measured": document.measured,
                    "limit": document.limit, "order": document.order,
                    "dotations": document.dotations.isEmpty ? nil : document.dotations,
                    "sales": document.sales.isEmpty ? nil : document.sales, "faults": document.faults.isEmpty ? nil : document.faults,
                    "refused": document.refused.isEmpty ? nil : document.refused,
                ], omitsNil: true)
        }
    }
}

/// An error that ends a command with nothing done.
protocol ReportedError: Error {
    var document: ErrorDocument { get }
}

extension SpreadsheetError: ReportedError {
    var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, frenchMessage, file: location.file)
        (document.part, document.sheet, document.cell, document.line) = (location.part, location.sheet, location.cell, location.line)
        document.measured = measured.map { Int(clamping: $0) }
        document.limit = limit.map { Int(clamping: $0) }
        return document
    }
}

extension StoreError: ReportedError {
    var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, frenchMessage, file: path)
        (document.order, document.dotations, document.sales) = (order, dotations, sales)
        return document
    }
}

extension MailError: ReportedError {
    var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, frenchMessage, file: file)
        document.line = line
        return document
    }
}

extension SheetFault: ReportedError {
    var document: ErrorDocument {
        if case .unreadable(let error) = kind { return error.document }
        var document = ErrorDocument(code, [message, advice].compactMap(\.self).joined(separator: " "), file: location.file)
        (document.sheet, document.cell) = (location.sheet, location.cell)
        if case .refused(.tooManyRefusedRows(_, let order)) = kind { document.order = order }
        return document
    }
}

extension ApplicationError: ReportedError {
    var document: ErrorDocument {
        var document = ErrorDocument(code.rawValue, [file, message].compactMap(\.self).joined(separator: " : "), file: file)
        document.faults = faults
        return document
    }
}

extension CommandError: ReportedError {
    var document: ErrorDocument {
        ErrorDocument(code.rawValue, [file, message].compactMap(\.self).joined(separator: " : "), file: file)
    }
}

extension SalesExportMismatch: ReportedError {
    var document: ErrorDocument {
        var placed = error
        placed.path = [file, place].compactMap(\.self).joined(separator: ", ")
        var document = placed.document
        (document.file, document.faults) = (file, faults)
        return document
    }
}

extension Failure: ReportedError {
    var document: ErrorDocument {
        switch self {
        case .file(let error, let hint):
            var document = error.document
            if let hint { document.message += " " + hint }
            return document
        case .usage(let message): return ErrorDocument("usage", message)
        case .closedPipe, .interrupted: return ErrorDocument("interrupted", "Interrompu.")
        }
    }
}

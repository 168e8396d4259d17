import ArgumentParser
import DotationMail
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Spreadsheet

/// Why a command ends early.
enum Failure: Error {
    /// Something is wrong with a file; the hint says what else could have been meant.
    case file(SpreadsheetError, hint: String? = nil)
    /// The arguments do not go together.
    case usage(String)
    /// The reader of standard output has seen enough.
    case closedPipe
    /// The user, or the system, wants the command to end.
    case interrupted(signal: Int32)
}

/// What the exit status says.
extension ExitCode {
    /// Nothing was done, and standard error says why.
    static let nothingDone = ExitCode(1)
    /// What could be done was, but rows were refused.
    static let rowsRefused = ExitCode(2)
    /// The command was used wrongly.
    static let usage = ExitCode(64)
}

/// A command that says what went wrong in French, or as JSON where a program listens.
protocol ReportingCommand: ParsableCommand {
    var isJSON: Bool { get }
    func execute() throws
}

extension ReportingCommand {
    func run() throws {
        do {
            try execute()
        } catch let error as SpreadsheetError {
            throw report(error, hint: nil)
        } catch Failure.file(let error, let hint) {
            throw report(error, hint: hint)
        } catch let error as StoreError where error.code == .stopped {
            Interruption.endSayingSo(asJSON: isJSON)
        } catch let error as StoreError {
            throw report(error)
        } catch let mismatch as SalesExportMismatch {
            throw report(mismatch.error, in: mismatch.file, mismatch.place, faults: mismatch.faults)
        } catch let refused as RefusedSales {
            throw report(Refusals(refused.rows))
        } catch let error as MailError {
            StandardError.write(
                error: error.code.rawValue, error.frenchMessage, isJSON: isJSON,
                details: [("file", error.file.map { .string($0) }), ("line", error.line.map { .integer($0) })])
            throw ExitCode.nothingDone
        } catch let error as SheetFault {
            throw report(error)
        } catch let refusals as Refusals {
            throw report(refusals)
        } catch let error as ApplicationError {
            let message = [error.file, error.message].compactMap(\.self).joined(separator: " : ")
            StandardError.write(
                error: error.code.rawValue, message, isJSON: isJSON,
                details: [
                    ("file", error.file.map { .string($0) }),
                    ("faults", error.faults.isEmpty ? nil : (try? JSON.document(error.faults))),
                ])
            throw ExitCode.nothingDone
        } catch let error as CommandError {
            let message = [error.file, error.message].compactMap(\.self).joined(separator: " : ")
            StandardError.write(
                error: error.code.rawValue, message, isJSON: isJSON,
                details: [("file", error.file.map { .string($0) })])
            throw ExitCode.nothingDone
        } catch Failure.usage(let message) {
            StandardError.write(error: "usage", message, isJSON: isJSON)
            throw ExitCode.usage
        } catch Failure.closedPipe {
            throw ExitCode.success
        } catch Failure.interrupted(let signal) {
            Interruption.endProcess(by: signal)
        }
    }

    private func report(_ refusals: Refusals) -> ExitCode {
        if !isJSON { try? ResultWriter.write(.null, ResultWriter.lines(refusals.lines), asJSON: false) }
        refusals.report(asJSON: isJSON)
        return .nothingDone
    }

    private func report(
        _ error: StoreError, in file: String? = nil, _ place: String? = nil, faults: [FaultDocument]? = nil
    ) -> ExitCode {
        let path = file ?? error.path
        var placed = error
        placed.path = path.map { [$0, place].compactMap(\.self).joined(separator: ", ") }
        StandardError.write(
            error: error.code.rawValue, placed.frenchMessage, isJSON: isJSON,
            details: [
                ("file", path.map { .string($0) }), ("order", error.order.map { .string($0.description) }),
                ("dotations", error.dotations.isEmpty ? nil : .array(error.dotations.map { .string($0.description) })),
                ("sales", error.sales.isEmpty ? nil : .array(error.sales.map { .integer($0) })),
                ("faults", faults.flatMap { try? .document($0) }),
            ])
        return .nothingDone
    }

    private func report(_ fault: SheetFault) -> ExitCode {
        if case .unreadable(let error) = fault.kind { return report(error, hint: nil) }
        let place = fault.location
        let order = if case .refused(.tooManyRefusedRows(_, let order)) = fault.kind { order } else { OrderNumber?.none }
        StandardError.write(
            error: fault.code, [fault.message, fault.advice].compactMap(\.self).joined(separator: " "), isJSON: isJSON,
            details: [
                ("file", place.file.map { .string($0) }), ("sheet", place.sheet.map { .string($0) }),
                ("cell", place.cell.map { .string($0.description) }), ("order", order.map { .string($0.description) }),
            ])
        return .nothingDone
    }

    private func report(_ error: SpreadsheetError, hint: String?) -> ExitCode {
        let message = [error.frenchMessage, hint].compactMap(\.self).joined(separator: " ")
        let location = error.location
        StandardError.write(
            error: error.code.rawValue, message, isJSON: isJSON,
            details: [
                ("file", location.file.map { .string($0) }), ("part", location.part.map { .string($0) }),
                ("sheet", location.sheet.map { .string($0) }), ("cell", location.cell.map { .string($0.description) }),
                ("line", location.line.map { .integer($0) }), ("measured", error.measured.map { .integer(Int(clamping: $0)) }),
                ("limit", error.limit.map { .integer(Int(clamping: $0)) }),
            ])
        return .nothingDone
    }
}

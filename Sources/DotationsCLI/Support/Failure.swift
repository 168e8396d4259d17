import ArgumentParser
import DotationStore
import DotationsApplication
import Spreadsheet

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
    var report: ReportOptions { get }
    func execute() throws
}

extension ReportingCommand {
    var isJSON: Bool { report.json }

    func run() throws {
        do {
            try execute()
        } catch let error as StoreError where error.code == .stopped {
            Interruption.endSayingSo(asJSON: isJSON)
        } catch Failure.closedPipe {
            throw ExitCode.success
        } catch Failure.interrupted(let signal) {
            Interruption.endProcess(by: signal)
        } catch let refusals as Refusals {
            try refusals.report(asJSON: isJSON)
            throw ExitCode.nothingDone
        } catch let error as any ReportedError {
            var document = error.document
            document.message = CommandAdvice.after(document.message, code: document.code)
            StandardError.write(document, asJSON: isJSON)
            if case .usage? = error as? Failure { throw ExitCode.usage }
            throw ExitCode.nothingDone
        }
    }
}

/// A command whose screen shows so many rows at most.
protocol LimitedCommand: StoreCommand {
    var limitRows: Int { get }
}

extension LimitedCommand {
    func validate() throws { try requireLimit(limitRows) }
}

/// Throws where a number of rows cannot be shown.
func requireLimit(_ rows: Int) throws {
    guard rows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") }
}

extension Refusals {
    /// The reasons for people, with the values that they are about: for standard output alone.
    var lines: [String] {
        items.flatMap { item in
            item.reasons.flatMap { reason in
                ["\(item.subject) : \(reason.message) [\(reason.code)]", "    \(CommandAdvice.after(reason.advice, code: reason.code))"]
            }
        }
    }

    /// Says that nothing is done: the values, which are people's data, on standard output alone.
    func report(asJSON isJSON: Bool) throws {
        if !isJSON { try ResultWriter.show(lines) }
        guard let item = items.first, let first = item.reasons.first else { return }
        let plain = first.messageWithoutValues.map { $0.hasSuffix(".") ? "\($0) " : "\($0). " } ?? ""
        let message = "\(item.subject) : \(plain)\(CommandAdvice.after(first.advice, code: first.code))"
        var document = ErrorDocument(first.code, isJSON ? message : "Rien n’a été fait.")
        document.refused = withoutValues
        StandardError.write(document, asJSON: isJSON)
    }
}

extension RefusedRowDocument {
    /// What it is: `Dotation 11843511`, `Vente 12`.
    fileprivate var subject: String { id?.french.capitalised ?? "Vente" }
}

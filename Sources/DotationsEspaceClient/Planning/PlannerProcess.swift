internal import DotationAccounts
internal import DotationStore
internal import DotationsApplication
internal import Foundation
internal import Spreadsheet

/// The work of the process that plans: it reads a file that a stranger may have made, in a process that can be lost.
public enum PlannerProcess {
    /// The limit of its address space (RLIMIT_AS), in bytes.
    static let memoryLimit: UInt = 2 << 30
    /// How many seconds of a processor it takes at most.
    static let timeLimit: UInt = 120

    /// Does what standard input says, and answers on standard output.
    ///
    /// - Throws: where the process has no limits, there is nothing to be read, or nobody to be answered.
    public static func run() throws {
        try setLimits()
        let request = try JSONDecoder().decode(PlannerRequest.self, from: FileHandle.standardInput.readToEnd() ?? Data())
        let output: PlannerOutput
        do { output = .reply(.outcome(try outcome(of: request))) } catch let error as StoreError where error.code.isOfFile {
            output = .storeFault(code: error.code.rawValue)
        } catch let error as any ReportedError {
            output = .reply(.fault(message: error.document.message + advice(on: error.document.code)))
        }
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(output))
    }

    /// What the pages have for what an error advises.
    private static func advice(on code: String) -> String {
        guard code == SpreadsheetError.Code.badQuote.rawValue else { return "" }
        return " Ou cochez « \(Form.strayQuotes.label) », et envoyez le fichier de nouveau."
    }

    /// Sets the limits of the process: a stranger's file is read within them alone.
    private static func setLimits() throws(NoLimits) {
        #if os(Linux)
            func limit(_ resource: __rlimit_resource, to value: UInt) throws(NoLimits) {
                let resource = __rlimit_resource_t(resource.rawValue)
                var limits = rlimit()
                // A lower limit that stands already stays: the superuser could raise it.
                let lowest = getrlimit(resource, &limits) == 0 ? min(value, limits.rlim_max) : value
                limits = rlimit(rlim_cur: lowest, rlim_max: lowest)
                guard setrlimit(resource, &limits) == 0 else { throw NoLimits() }
            }
        #else
            func limit(_ resource: Int32, to value: UInt) throws(NoLimits) {
                var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
                // Systems that this is not tried on know other limits.
                _ = setrlimit(resource, &limits)
            }
        #endif
        try limit(RLIMIT_AS, to: memoryLimit)
        try limit(RLIMIT_CPU, to: timeLimit)
        try limit(RLIMIT_NOFILE, to: 64)
        // What is in its memory is people's data.
        try limit(RLIMIT_CORE, to: 0)
    }

    /// The system has refused a limit.
    private struct NoLimits: Error {}

    private static func outcome(of request: PlannerRequest) throws -> PreviewOutcome {
        let now = Date(timeIntervalSince1970: request.now)
        let installation = Installation(store: try Store(StoreDatabase(request.database)), user: "", way: .page) { now }
        guard let person = try installation.signedIn(request.session), let id = Preview.ID(request.preview),
            let preview = try installation.preview(id, of: person, secret: request.secret)
        else { return .gone }
        guard let approval = request.approval else { return try installation.plan(preview, of: person, password: request.password) }
        guard let fingerprint = Fingerprint(approval.fingerprint) else { return .gone }
        return try installation.apply(preview, of: person, fingerprint: fingerprint, typedCount: approval.typedCount)
    }
}

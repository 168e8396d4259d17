internal import DotationStore
internal import Dotations
internal import Foundation

/// Whether a store and what surrounds it are as they should be, and what to do where not; changes nothing.
public struct ExamineStore {
    /// What was found.
    public struct Result: Encodable, Sendable {
        /// The history that was gone through.
        struct History: Encodable, Sendable {
            let operations: Int
            let rows: Int
            let hash: Hash256
        }

        /// The worst grade of all.
        public let status: StoreFinding.Grade
        /// The file.
        public let database: String
        @Null var history: History?
        /// Each thing that was looked at.
        public let checks: [StoreFinding]
    }

    private let path: String
    private let open: () throws -> Application

    /// An examination.
    ///
    /// - Parameters:
    ///   - path: the file of the store, whose permissions, folder and disk are looked at too.
    ///   - open: opens the store.
    public init(path: String, open: @escaping () throws -> Application) {
        self.path = path
        self.open = open
    }

    /// Looks at everything.
    public func run() throws -> Result {
        var findings: [StoreFinding] = []
        var history: Result.History?
        do {
            let application = try open()
            findings = DatabaseFile(path: path).findings
            findings.append(.settings)
            let now = application.now
            let examination = try application.store.examine(at: now)
            findings += examination.findings(at: now)
            history = (try? examination.history.get()).map { .init(operations: $0.operations, rows: $0.rows, hash: $0.head) }
        } catch let error as StoreError where error.code == .notAStore {
            // What else it is, and who may read it, is nobody's business here.
            findings = [.foreignFile(path, error)]
        } catch let error as StoreError {
            if findings.isEmpty { findings = DatabaseFile(path: path).findings }
            findings.append(.unopened(error))
        }
        let worst = findings.map(\.grade).max() ?? .good
        return Result(status: worst, database: path, history: history, checks: findings)
    }
}

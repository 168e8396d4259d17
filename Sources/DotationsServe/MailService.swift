import DotationMail
import DotationMailDelivery
import DotationStore
import DotationsApplication
import Foundation
import Logging
import ServiceLifecycle

/// Sends e-mails beside the pages, as `dotations jobs send --follow` does, until the server stops.
struct MailService: Service {
    private let store: MailStore
    private let worker: MailWorker
    /// How many seconds the mail server may take for its last answer.
    let patience: Int
    private static let connections = 2

    init(_ store: Store, _ settings: MailSettings, log: Logger) throws(MailError) {
        self.store = store.mail
        patience = settings.timeout
        worker = MailWorker(
            store.mail, messages: try ClientMessages(settings.message, of: store.mail),
            options: .init(connections: Self.connections, follows: true, user: SystemAccount.name), log: log
        ) { () throws(MailError) in try SMTPConnection(settings) }
    }

    /// Its metrics, in the Prometheus text format.
    func metrics() throws(StoreError) -> String {
        worker.metrics.prometheus(try store.jobCounts(), connections: Self.connections, now: Date())
    }

    /// Sends.
    ///
    /// - Throws: ``DeliveryFailure`` where no more can be sent, and the store's faults.
    func run() async throws {
        try await withGracefulShutdownHandler {
            let report = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<DeliveryReport, any Error>) in
                // It blocks its thread for as long as it works.
                Thread { ended.resume(with: Result { try worker.run() }) }.start()
            }
            if let failure = report.failure { throw failure }
            // It had sent some by then; whoever started the server has to know all the same.
            if case .failed(let failure) = report.end { throw failure }
        } onGracefulShutdown: {
            worker.stop()
        }
    }
}

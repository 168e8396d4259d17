internal import CDotationsCurl
public import Dotations

/// A connection to the mail server: made when a message is to be sent, kept for the next ones, made again where it was lost.
///
/// One thread uses it at a time; each worker has its own. Certificates are always checked, and no proxy of the environment is used.
public final class SMTPConnection {
    private static let isReady = ccurl_global_init() == CURLE_OK

    private let settings: MailSettings
    private var handle: CurlHandle
    private var isLost = false

    /// A connection that is not made yet.
    ///
    /// - Throws: `mail.settings-invalid` where libcurl does not take a setting, `mail.tls-failed` where it cannot be used at all.
    public init(_ settings: MailSettings) throws(MailError) {
        guard Self.isReady else { throw MailError(.tlsFailed, "libcurl") }
        self.settings = settings
        handle = try CurlHandle(settings)
    }

    /// Hands a message to the mail server, and waits for its answer.
    ///
    /// - Parameters:
    ///   - message: the whole message, with CR LF.
    ///   - recipient: the address that it goes to.
    ///   - shouldContinue: asked after each step and about once a second, on this thread, whether to go on: the place to renew a lease and to hear of a
    ///     stop. It is told how far the message has come.
    /// - Returns: what came of it, after ``MailSettings/timeout`` seconds at the latest.
    /// - Throws: why no message can be sent until an operator has mended something, such as the password or the sender.
    public func send(
        _ message: [UInt8], to recipient: EmailAddress, shouldContinue: (DeliveryStage) -> Bool = { _ in true }
    ) throws(MailError) -> DeliveryResult {
        let (result, isStale) = try perform(message, recipient, shouldContinue)
        // A server may give up a connection that lay idle or has carried many messages. Nothing of this one was sent: it is no failed try.
        return isStale ? try perform(message, recipient, shouldContinue).result : result
    }

    /// One try; `isStale` where it failed only because the connection of an earlier message was gone.
    private func perform(
        _ message: [UInt8], _ recipient: EmailAddress, _ shouldContinue: (DeliveryStage) -> Bool
    ) throws(MailError) -> (result: DeliveryResult, isStale: Bool) {
        if isLost {
            handle = try CurlHandle(settings)
            isLost = false
        }
        // An answer that comes late would be taken for one to the next message.
        isLost = true
        let (attempted, isStale) = withoutActuallyEscaping(shouldContinue) { shouldContinue in attempt(message, recipient, shouldContinue) }
        let result = try attempted.get()
        switch result {
        case .accepted, .refused: isLost = false
        case .deferred(let trouble): isLost = isStale || trouble.cause != nil
        case .interrupted: break
        }
        return (result, isStale)
    }

    private func attempt(
        _ message: [UInt8], _ recipient: EmailAddress, _ shouldContinue: @escaping (DeliveryStage) -> Bool
    ) -> (result: Result<DeliveryResult, MailError>, isStale: Bool) {
        let transfer = SMTPTransfer(message, shouldContinue: shouldContinue)
        let recipients = curl_slist_append(nil, recipient.text)
        defer {
            _ = ccurl_set_list(handle.pointer, CURLOPT_MAIL_RCPT, nil)
            curl_slist_free_all(recipients)
            SMTPTransfer.detach(from: handle.pointer)
        }
        _ = ccurl_set_list(handle.pointer, CURLOPT_MAIL_RCPT, recipients)
        transfer.attach(to: handle.pointer)
        handle.errorText.pointee = 0
        let code = curl_easy_perform(handle.pointer)
        var connections = 1
        _ = ccurl_get_long(handle.pointer, CURLINFO_NUM_CONNECTS, &connections)
        let result = transfer.result(code, errorText: String(cString: handle.errorText), recipient: recipient.text)
        // A server that is silent has the connection still, and would be as silent on another.
        guard connections == 0, !transfer.isBegun, code != CURLE_OPERATION_TIMEDOUT, case .success(.deferred(let trouble)) = result
        else { return (result, false) }
        if case .answered(let code, _) = trouble.outcome { return (result, code == 421) }
        return (result, true)
    }
}

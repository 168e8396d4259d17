internal import CCurl
public import Dotations

/// A connection to the mail server: made when a message is to be sent, kept for the next ones, made anew where it was lost.
///
/// One thread uses it at a time; each worker has its own. Certificates are always checked, and no proxy of the environment is used.
public final class SMTPConnection {
    private static let isReady = ccurl_global_init() == CURLE_OK

    private let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// A connection that is not made yet.
    ///
    /// - Throws: `mail.settings-invalid` where libcurl does not take a setting, `mail.tls-failed` where it cannot be used at all.
    public init(_ settings: MailSettings) throws(MailError) {
        guard Self.isReady, let handle = curl_easy_init() else { throw MailError(.tlsFailed, "libcurl") }
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        _ = ccurl_set_error_buffer(handle, errorText)
        try configure(settings)
    }

    deinit {
        // It says good-bye to the server, and may still write to the text.
        curl_easy_cleanup(handle)
        errorText.deallocate()
    }

    /// Hands a message to the mail server, and waits for its answer.
    ///
    /// - Parameters:
    ///   - message: the whole message, with CR LF.
    ///   - recipient: the address that it goes to.
    ///   - goesOn: asked after each step and about once a second, on this thread, whether to go on: the place to renew a lease and to hear of a stop.
    /// - Returns: what came of it, after ``MailSettings/timeout`` seconds at the latest.
    public func send(_ message: [UInt8], to recipient: EmailAddress, goesOn: () -> Bool = { true }) -> DeliveryOutcome {
        let (outcome, isStale) = perform(message, recipient, goesOn)
        guard isStale else { return outcome }
        // A server may give up a connection that lay idle or has carried many messages. Nothing of this one was sent: it is no failed try.
        _ = ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, 1)
        defer { _ = ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, 0) }
        return perform(message, recipient, goesOn).outcome
    }

    /// One try; `isStale` where it failed only because the connection of an earlier message was gone.
    private func perform(
        _ message: [UInt8], _ recipient: EmailAddress, _ goesOn: () -> Bool
    ) -> (outcome: DeliveryOutcome, isStale: Bool) {
        withoutActuallyEscaping(goesOn) { goesOn in
            let transfer = SMTPTransfer(message, goesOn: goesOn)
            let recipients = curl_slist_append(nil, recipient.text)
            defer {
                _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, nil)
                curl_slist_free_all(recipients)
                SMTPTransfer.detach(from: handle)
            }
            _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
            transfer.attach(to: handle)
            errorText.pointee = 0
            let code = curl_easy_perform(handle)
            var connections = 1
            _ = ccurl_get_long(handle, CURLINFO_NUM_CONNECTS, &connections)
            let outcome = transfer.outcome(code, errorText: String(cString: errorText))
            // A server that is silent has the connection still, and would be as silent on another.
            guard connections == 0, !transfer.isBegun, code != CURLE_OPERATION_TIMEDOUT else { return (outcome, false) }
            switch outcome {
            case .unanswered: return (outcome, true)
            case .mayPass(let answer, _): return (outcome, answer.code == 421)
            case .accepted, .refusedForGood, .notPossible, .interrupted: return (outcome, false)
            }
        }
    }

    private func configure(_ settings: MailSettings) throws(MailError) {
        func check(_ code: CURLcode, _ setting: String) throws(MailError) {
            guard code == CURLE_OK else { throw MailError(.settingsInvalid, setting) }
        }
        func set(_ option: CURLoption, _ value: Int, _ setting: String) throws(MailError) {
            try check(ccurl_set_long(handle, option, value), setting)
        }
        func set(_ option: CURLoption, _ value: String, _ setting: String) throws(MailError) {
            try check(ccurl_set_string(handle, option, value), setting)
        }
        let host = settings.host.utf8.contains(UInt8(ascii: ":")) ? "[\(settings.host)]" : settings.host
        try set(CURLOPT_URL, "\(settings.security == .tls ? "smtps" : "smtp")://\(host):\(settings.port)", "smtp.host")
        if settings.security == .startTLS { try set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue), "smtp.security") }
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2), "smtp.security")
        if let file = settings.trustedCertificates {
            try set(CURLOPT_CAINFO, file, "smtp.certificates")
            // Else those of the system would be trusted beside them.
            try check(ccurl_set_string(handle, CURLOPT_CAPATH, nil), "smtp.certificates")
        }
        if let user = settings.user, let password = settings.password {
            try set(CURLOPT_USERNAME, user, "smtp.user")
            try set(CURLOPT_PASSWORD, password.text, "smtp.password")
        }
        try set(CURLOPT_MAIL_FROM, settings.bounceAddress.text, "mail.bounces")
        try set(CURLOPT_UPLOAD, 1, "smtp.host")
        try set(CURLOPT_PROXY, "", "smtp.host")
        try set(CURLOPT_NOSIGNAL, 1, "smtp.timeout")
        try set(CURLOPT_CONNECTTIMEOUT, settings.connectTimeout, "smtp.connect-timeout")
        try set(CURLOPT_TIMEOUT, settings.timeout, "smtp.timeout")
        // Else two minutes, which RFC 5321 finds too few after the message.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, settings.timeout, "smtp.timeout")
        // What the server says comes by way of the debug function.
        try set(CURLOPT_VERBOSE, 1, "smtp.host")
        try set(CURLOPT_NOPROGRESS, 0, "smtp.host")
    }
}

internal import CDotationsCurl
internal import Dotations

/// A handle of libcurl, set up for the mail server, with the connection that it keeps.
final class CurlHandle {
    let pointer: UnsafeMutableRawPointer
    /// What libcurl says of a failure.
    let errorText: UnsafeMutablePointer<CChar>

    init(_ settings: MailSettings) throws(MailError) {
        guard let pointer = curl_easy_init() else { throw MailError(.tlsFailed, "libcurl") }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        _ = ccurl_set_error_buffer(pointer, errorText)
        try configure(settings)
    }

    deinit {
        // Skip waiting for the reply to QUIT.
        var socket = CURL_SOCKET_BAD
        if ccurl_get_socket(pointer, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD { ccurl_stop_hearing(socket) }
        // It may still write to the text.
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    private func configure(_ settings: MailSettings) throws(MailError) {
        func check(_ code: CURLcode, _ setting: String) throws(MailError) {
            guard code == CURLE_OK else { throw MailError(.settingsInvalid, setting) }
        }
        func set(_ option: CURLoption, _ value: Int, _ setting: String) throws(MailError) {
            try check(ccurl_set_long(pointer, option, value), setting)
        }
        func set(_ option: CURLoption, _ value: String, _ setting: String) throws(MailError) {
            try check(ccurl_set_string(pointer, option, value), setting)
        }
        let host = settings.host.utf8.contains(UInt8(ascii: ":")) ? "[\(settings.host)]" : settings.host
        try set(CURLOPT_URL, "\(settings.security == .tls ? "smtps" : "smtp")://\(host):\(settings.port)", "smtp.host")
        if settings.security == .startTLS { try set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue), "smtp.security") }
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2), "smtp.security")
        if let file = settings.trustedCertificates {
            try set(CURLOPT_CAINFO, file, "smtp.certificates")
            // Else those of the system would be trusted beside them.
            try check(ccurl_set_string(pointer, CURLOPT_CAPATH, nil), "smtp.certificates")
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

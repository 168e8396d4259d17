internal import CDotationsCurl
internal import Dotations

/// Why libcurl did not send a message, where the server's answer does not say it.
enum SMTPFailure: Sendable, Hashable {
    /// The caller did not want it to go on.
    case stopped
    /// No connection came about, or it was lost, or the server took too long; the detail is libcurl's.
    case passing(NoAnswer.Cause, isConnected: Bool, detail: String)
    /// TLS was not possible, or the server's certificate is not good.
    case tls(String)
    /// No way to log in was found.
    case authentication(String)

    init(_ code: CURLcode, wasStopped: Bool, isConnected: Bool, text: String) {
        let name = String(cString: curl_easy_strerror(code))
        let said = text.isEmpty ? name : text
        let detail = "curl \(code.rawValue): \(name)"
        func passing(_ cause: NoAnswer.Cause) -> Self { .passing(cause, isConnected: isConnected, detail: detail) }
        self =
            switch code {
            case CURLE_ABORTED_BY_CALLBACK where wasStopped: .stopped
            case CURLE_COULDNT_RESOLVE_HOST: passing(.serverNotFound)
            case CURLE_COULDNT_CONNECT: passing(.notConnected)
            case CURLE_OPERATION_TIMEDOUT where !isConnected: passing(.notConnectedInTime)
            case CURLE_OPERATION_TIMEDOUT: passing(.notAnsweredInTime)
            case CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ENGINE_INITFAILED,
                CURLE_SSL_ENGINE_NOTFOUND,
                CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_NOT_BUILT_IN:
                .tls(said)
            case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: .authentication(said)
            default: passing(.connectionLost)
            }
    }
}

extension SMTPDialogue {
    /// What came of a message, by what libcurl says: nil where it is content.
    func result(_ failure: SMTPFailure?, recipient: String) throws(MailError) -> DeliveryResult {
        if let answer, let code = answer.code {
            // Whatever went wrong after it: the server has taken the message.
            if phase == .message, code < 300 { return .accepted }
            if code >= 500 { return try refusal(answer, code, recipient) }
            if code >= 400 { return .deferred(trouble(answer, recipient)) }
        }
        switch failure {
        case .stopped: return .interrupted(mayHaveLeft: isMessageSent)
        case .tls(let said): throw MailError(.tlsFailed, ServerAnswer.visible(said))
        case .authentication(let said): throw MailError(.authenticationRefused, ServerAnswer.visible(said))
        case .passing(let cause, let isConnected, let detail): return unanswered(cause, isConnected: isConnected, detail)
        case nil: return unanswered(.notConfirmed, isConnected: true, "curl 0: no answer")
        }
    }

    private func unanswered(_ cause: NoAnswer.Cause, isConnected: Bool, _ detail: String) -> DeliveryResult {
        .deferred(DeliveryTrouble(isMessageSent ? .noConfirmation : isConnected ? .noAnswer : .noConnection, cause: cause, detail: detail))
    }

    private func trouble(_ answer: ServerAnswer, _ recipient: String) -> DeliveryTrouble {
        let words = [answer.code.map(String.init), answer.words].compactMap(\.self).joined(separator: " ")
        return DeliveryTrouble(.answered(code: answer.code, status: answer.status), words: words, recipient: recipient)
    }

    private func blamesAddress(_ answer: ServerAnswer) -> Bool {
        switch phase {
        case .recipient: answer.blamesAddress(isOfRecipient: true)
        case .data, .message: answer.blamesAddress(isOfRecipient: false)
        case .greeting, .hello, .startTLS, .authentication, .sender: false
        }
    }

    private func refusal(_ answer: ServerAnswer, _ code: Int, _ recipient: String) throws(MailError) -> DeliveryResult {
        // Servers repeat the recipient, and some his name: their words are for nobody but the administrator who looks at the job.
        let said = [String(code), answer.status].compactMap(\.self).joined(separator: " ")
        // Log in, or encrypt, first (RFC 4954, 6; RFC 3207, 4): some servers say it only when they see a recipient.
        if [530, 534, 535, 538].contains(code) {
            throw MailError(phase == .startTLS ? .tlsFailed : .authenticationRefused, said)
        }
        switch phase {
        case .greeting, .hello: throw MailError(.serverRefused, said)
        case .startTLS: throw MailError(.tlsFailed, said)
        case .authentication: throw MailError(.authenticationRefused, said)
        case .sender: throw MailError(.senderRefused, said)
        case .recipient, .data, .message:
            return .refused(trouble(answer, recipient), concernsAddress: blamesAddress(answer))
        }
    }
}

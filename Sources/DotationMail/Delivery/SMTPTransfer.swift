internal import CDotationsCurl
internal import Dotations

/// What libcurl calls back to while it sends one message.
final class SMTPTransfer {
    private let message: [UInt8]
    private let shouldContinue: (DeliveryStage) -> Bool
    private var offset = 0
    private var dialogue = SMTPDialogue()
    private var wasStopped = false
    private var hasHeard = false
    private var quitAt: ContinuousClock.Instant?

    init(_ message: [UInt8], shouldContinue: @escaping (DeliveryStage) -> Bool) {
        self.message = message
        self.shouldContinue = shouldContinue
    }

    var isBegun: Bool { offset > 0 }

    func result(_ code: CURLcode, errorText: String, recipient: String) -> Result<DeliveryResult, MailError> {
        let failure =
            code == CURLE_OK
            ? nil : SMTPFailure(code, wasStopped: wasStopped, isConnected: dialogue.phase != .greeting || hasHeard, text: errorText)
        return Result { () throws(MailError) in try dialogue.result(failure, recipient: recipient) }
    }

    /// Has the handle call back to this; it must not outlive it.
    func attach(to handle: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = ccurl_set_reading(handle, { SMTPTransfer.of($3)?.read(into: $0, $1 &* $2) ?? Int(CURL_READFUNC_ABORT) }, context)
        _ = ccurl_set_progress(handle, { context, _, _, _, _ in SMTPTransfer.of(context)?.mayGoOn() == true ? 0 : 1 }, context)
        _ = ccurl_set_debugging(
            handle,
            { _, kind, bytes, count, context in
                SMTPTransfer.of(context)?.heard(kind, UnsafeRawBufferPointer(start: bytes, count: count))
                return 0
            }, context)
    }

    /// Has the handle no longer call back to this: it sends QUIT when it is closed.
    static func detach(from handle: UnsafeMutableRawPointer) {
        _ = ccurl_set_reading(handle, { _, _, _, _ in Int(CURL_READFUNC_ABORT) }, nil)
        _ = ccurl_set_progress(handle, { _, _, _, _, _ in 0 }, nil)
        // Without a function of ours libcurl would write to standard error.
        _ = ccurl_set_debugging(handle, { _, _, _, _, _ in 0 }, nil)
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> SMTPTransfer? {
        context.map { Unmanaged<SMTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(into buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
        let count = min(capacity, message.count - offset)
        guard count > 0, let buffer else {
            dialogue.sentMessage()
            return 0
        }
        message.withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
        }
        offset += count
        return count
    }

    private func mayGoOn() -> Bool {
        guard !dialogue.isExcessive else { return false }
        if dialogue.isOver {
            // Skip waiting for the reply to QUIT.
            let start = quitAt ?? ContinuousClock.now
            quitAt = start
            return ContinuousClock.now - start < .seconds(2)
        }
        if !wasStopped { wasStopped = !shouldContinue(dialogue.stage) }
        return !wasStopped
    }

    private func heard(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_IN:
            hasHeard = true
            dialogue.received(bytes)
        case CURLINFO_HEADER_OUT: dialogue.sent(bytes)
        default: break
        }
    }
}

internal import DotationAccounts
internal import DotationStore
public import Dotations

extension Installation {
    /// Has somebody sent a link to choose another password, as somebody asks who says that the address is theirs.
    ///
    /// Whoever asks reads the same answer for anybody, after the same work: somebody unknown, disabled, or who was sent too many, is sent nothing.
    ///
    /// - Parameters:
    ///   - email: the address as it was typed.
    ///   - address: the network address that the request came from.
    /// - Throws: `access.too-early` where too many requests came from the address.
    public func requestReset(for email: String, from address: String) throws {
        let wait = try store.requestReset(for: try? EmailAddress.parse(email), from: .resetAddress(address), at: now)
        guard wait <= 0 else { throw AccessError.tooEarly(seconds: Int(wait.rounded(.up))) }
    }

    /// Has somebody sent a link to choose another password, as the operator asks.
    ///
    /// - Throws: `store.user-unknown`; `store.user-disabled`; `access.mailed-too-often`.
    public func sendReset(to email: EmailAddress) throws {
        let wait = try store.sendReset(to: email, context: context)
        guard wait <= 0 else { throw AccessError.mailedTooOften(seconds: Int(wait.rounded(.up))) }
    }
}

internal import DotationStore
public import Dotations

extension Installation {
    /// Keeps somebody from signing in, whichever client they work for, or lets them again. All of their sessions end.
    ///
    /// - Throws: `store.user-unknown`; `nothing-to-do` where it is so already.
    public func setDisabled(_ isDisabled: Bool, _ email: EmailAddress) throws {
        let user = try known(email)
        guard user.isDisabled != isDisabled else { throw ApplicationError.alreadyDisabled(isDisabled) }
        try store.setDisabled(isDisabled, user.id, context: context)
    }
}

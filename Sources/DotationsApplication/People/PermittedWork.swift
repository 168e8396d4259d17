public import DotationAccounts
public import DotationStore
internal import Dotations

extension Installation {
    /// The work of somebody who has signed in, as far as their role allows it. The history names the address that they sign in with.
    ///
    /// - Throws: `access.denied`.
    public func application(of person: SignedIn, for permission: Permission) throws(AccessError) -> Application {
        guard person.role.allows(permission) else { throw .denied(permission, to: person.role) }
        return Application(store: person.store, user: person.user.email.text, way: way, clock: clock)
    }
}

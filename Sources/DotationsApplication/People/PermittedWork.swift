internal import DotationAccounts
public import DotationStore
internal import Dotations

extension Installation {
    /// The work of somebody who has signed in: its use cases throw `access.denied` where the role does not allow them. The history names the
    /// address that they sign in with.
    public func application(of person: SignedIn) -> Application {
        Application(store: person.store, user: person.user.email.text, way: way, role: person.role, clock: clock)
    }
}

/// One dotation to which the activation e-mail goes again, unchanged.
public struct PlannedResend: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The revision that the plan saw.
    public let revision: Int
    /// The address on file, to which it goes.
    public let email: String

    init(_ request: RowRequest, of dotation: Dotation) {
        row = request.row
        id = dotation.id
        revision = dotation.revision
        email = dotation.contact.email
    }
}

/// By which column dotations are shown in order.
public enum DotationSort: String, Sendable, CaseIterable {
    /// The latest order first, and the rows as the order has them.
    case row
    case matricule, lastName, firstName, email, mobile, amount, status

    /// The columns of dotations `d`, of which the first goes up or down.
    func columns(descending: Bool) -> String {
        let direction = descending ? "DESC" : "ASC"
        let first =
            switch self {
            case .row: "d.order_number \(descending ? "ASC" : "DESC"), d.position"
            case .matricule: "d.matricule_key"
            case .lastName: "d.last_name_key"
            case .firstName: "d.first_name_key"
            case .email: "d.email_key"
            case .mobile: "d.mobile_key"
            case .amount: "d.amount"
            case .status: "(SELECT label FROM statuses s WHERE s.client = d.client AND s.id = d.status_id)"
            }
        return "\(first) \(direction)" + (self == .row ? "" : ", d.order_number DESC, d.position")
    }
}

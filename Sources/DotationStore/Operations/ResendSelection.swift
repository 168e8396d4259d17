public import Dotations

/// Which activation e-mails to send once more.
public enum ResendSelection: Sendable, Hashable {
    /// Those of these dotations.
    case dotations([Dotation.ID])
    /// Those of an order, to all that are not activated.
    case order(OrderNumber)
    /// Those of all paid orders, to all that are not activated.
    case all
}

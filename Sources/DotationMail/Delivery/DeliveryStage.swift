/// How far a message has come on its way to the mail server.
public enum DeliveryStage: Sendable, Hashable {
    /// The connection is being made, or the server has not let anybody in yet.
    case connecting
    /// The server takes messages, and has not all of this one.
    case underWay
    /// All of the message was handed to the network: who gives up now does not know whether it arrives.
    case awaitingConfirmation
}

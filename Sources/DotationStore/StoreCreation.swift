/// When a file that does not exist, or is empty, becomes a new store, readable by its owner alone.
public enum StoreCreation: Sendable {
    /// Never: there has to be a store.
    case never
    /// When it is opened.
    case atOnce
    /// With the first write; until then it reads as an empty store, and no file is made.
    case byFirstWrite
}

internal import DotationStore

extension Client {
    /// What it is called in the pages: by its name, and by its code where it has none.
    var title: String { name.isEmpty ? code.description : name }
}

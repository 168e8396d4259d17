internal import DotationAccounts
public import DotationSales
public import DotationStore
internal import Dotations

extension Application {
    /// Adds a document that a person handed in, or puts it in the place of another one of its kind, which is named by its version: what the works
    /// council decides on a document is put so. The rules are those by which a workbook is loaded.
    ///
    /// To plan it throws `store.sales-moved` where the person has no document of that version any more; `nothing-to-do` where a document that is
    /// added is there.
    public func saveDocument(_ document: SupportingDocument, inPlaceOf version: String? = nil) -> UseCase<SetupReport, Operation> {
        saving("SaveDocument") { ledger in
            try require(.viewDocuments)
            var documents = ledger.documents(of: document.matricule).filter { $0.kind == document.kind }
            if let version {
                guard let place = documents.firstIndex(where: { $0.version == version }) else {
                    throw StoreError.documentMoved
                }
                documents[place] = document
            } else {
                guard !documents.contains(document) else { throw ApplicationError.knownDocument }
                documents.append(document)
            }
            return (SaleSetup(documents: documents, of: DocumentKey(document)), [])
        }
    }

    /// Takes a document away that should not have been recorded, which is named by its version; no trace of it stays but in the history.
    ///
    /// To plan it throws `store.sales-moved` where the person has no document of that version any more.
    public func removeDocument(_ version: String, of matricule: String) -> UseCase<SetupReport, Operation> {
        saving("RemoveDocument") { ledger in
            try require(.viewDocuments)
            let documents = ledger.documents(of: matricule)
            guard let removed = documents.first(where: { $0.version == version }) else { throw StoreError.documentMoved }
            let others = documents.filter { $0.kind == removed.kind && $0.version != version }
            return (SaleSetup(documents: others, of: DocumentKey(removed)), [])
        }
    }
}

extension StoreError {
    fileprivate static let documentMoved = StoreError(.salesMoved, "The document was changed meanwhile.")
}

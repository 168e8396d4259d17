internal import Dotations

extension SalesLedger {
    /// Why a sale may not be made, or nothing where it may. Every rule that it breaks has its refusal. Its number and its status do not matter.
    ///
    /// `contact` is its contact, where that is parsed already. `isSettled`: the person's documents are no longer asked for, nor a contact that
    /// a purge has emptied.
    func refusals(
        for sale: Sale, verifying contact: ParsedContact? = nil, today: CalendarDate, isSettled: Bool = false
    ) -> [SaleRefusal] {
        guard let (event, session) = session(sale.session) else {
            return [.sessionUnknown(sale.session.key, event: nil, names: [])]
        }
        guard roster.people[sale.matricule] != nil else {
            return [.beneficiaryUnknown(.matricule, given: sale.matricule)]
        }
        if let day = event.withdrawn { return [.eventWithdrawn(event.name, since: day)] }
        guard sale.quantity > 0 else { return [.quantityInvalid(sale.quantity)] }
        var refusals: [SaleRefusal] = []
        if sale.date > today { refusals.append(.inFuture(sale.date)) }
        if !session.registration.contains(sale.date) {
            let isEarly = sale.date < session.registration.first
            refusals.append(
                isEarly ? .beforeRegistration(sale.date, session.registration) : .afterRegistration(sale.date, session.registration))
        }
        if !isSettled { refusals += event.refusals(for: documents(of: sale.matricule), on: sale.date) }
        if !isSettled || sale.contact != Contact(email: "", mobile: "") {
            refusals += contactRefusals(contact ?? ParsedContact(sale.contact), of: sale.matricule)
        }
        refusals += limitRefusals(sale, event, session)
        return refusals
    }

    /// What keeps a contact from being the login of that person.
    func contactRefusals(_ contact: ParsedContact, of matricule: String) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        do throws(Reason) {
            let email = try contact.email.get()
            if isEmailTaken(email, by: matricule) { refusals.append(.emailShared(email.text)) }
        } catch {
            refusals.append(.emailUnverified(error))
        }
        do throws(Reason) {
            _ = try contact.mobile.get()
        } catch {
            refusals.append(.mobileUnverified(error))
        }
        return refusals
    }

    private func limitRefusals(_ sale: Sale, _ event: SaleEvent, _ session: SaleSession) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        let held = held(by: sale.matricule, in: sale.session)
        guard sale.quantity <= SaleSession.largestPlaces, held + sale.quantity <= session.placesPerBeneficiary else {
            let wanted = held.addingReportingOverflow(sale.quantity).partialValue
            return [.placesExceeded(wanted, limit: session.placesPerBeneficiary, other: nil)]
        }
        let expected = session.price(of: sale.quantity)
        if sale.pricePaid != expected {
            refusals.append(.priceMismatch(paid: sale.pricePaid, expected: expected, quantity: sale.quantity))
        }
        if let cap = session.cap, counts.sold(in: sale.session) + sale.quantity > cap {
            refusals.append(.sessionFull(session.name, left: cap - counts.sold(in: sale.session)))
        }
        if let maximum = event.maximum, counts.sold(in: event.id) + sale.quantity > maximum {
            refusals.append(.eventFull(event.name, left: maximum - counts.sold(in: event.id)))
        }
        return refusals
    }
}

extension SaleSession {
    /// What that many voucher books cost the person; quantities beyond ``largestPlaces`` are never sold.
    func price(of quantity: Int) -> Euros { price.times(quantity) }

    func faceValue(of quantity: Int) -> Euros { faceValue.times(quantity) }
}

extension Euros {
    /// That many times the amount, for quantities that can be sold; beyond them and beyond 64 bits the nearest amount there is.
    fileprivate func times(_ quantity: Int) -> Euros {
        let (product, overflow) = cents.multipliedReportingOverflow(by: max(0, min(quantity, SaleSession.largestPlaces)))
        return Euros(cents: overflow ? (cents > 0 ? .max : .min) : product)
    }
}

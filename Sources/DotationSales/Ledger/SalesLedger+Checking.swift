public import Dotations

extension SalesLedger {
    /// Why a sale may not be made, or nothing where it may. Every rule that it breaks has its refusal.
    ///
    /// - Parameters:
    ///   - sale: the sale; its number and its status do not matter.
    ///   - today: the day in Paris, after which no sale can be dated.
    /// - Returns: the refusals.
    public func refusals(for sale: Sale, today: CalendarDate) -> [SaleRefusal] { refusals(for: sale, today: today, isSettled: false) }

    /// The same; of a sale that is settled the person's documents are no longer asked for, nor a contact that a purge has emptied.
    func refusals(for sale: Sale, today: CalendarDate, isSettled: Bool) -> [SaleRefusal] {
        guard let (event, session) = session(sale.session) else {
            return [SaleRefusal(.sessionUnknown, column: .session, given: sale.session.key)]
        }
        guard roster.people[sale.matricule] != nil else {
            return [SaleRefusal(.beneficiaryUnknown, column: .matricule, given: sale.matricule)]
        }
        if let day = event.withdrawn { return [SaleRefusal(.eventWithdrawn, column: .session, event: event.name, date: day)] }
        guard sale.quantity > 0 else { return [SaleRefusal(.quantityInvalid, column: .quantity, count: sale.quantity)] }
        var refusals: [SaleRefusal] = []
        if sale.date > today { refusals.append(SaleRefusal(.inFuture, column: .date, date: sale.date)) }
        if !session.registration.contains(sale.date) {
            let code = sale.date < session.registration.first ? SaleRefusal.Code.beforeRegistration : .afterRegistration
            refusals.append(SaleRefusal(code, column: .date, session: session.name, date: sale.date, period: session.registration))
        }
        if !isSettled { refusals += event.refusals(for: documents(of: sale.matricule), on: sale.date) }
        if !isSettled || sale.contact != Contact(email: "", mobile: "") { refusals += contactRefusals(sale.contact, of: sale.matricule) }
        refusals += limitRefusals(sale, event, session)
        return refusals
    }

    /// What keeps a contact from being the login of that person.
    func contactRefusals(_ contact: Contact, of matricule: String) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        do throws(Reason) {
            let email = try EmailAddress.parse(contact.email).text
            if isEmailTaken(email, by: matricule) { refusals.append(SaleRefusal(.emailShared, column: .email, given: email)) }
        } catch {
            refusals.append(SaleRefusal(.emailUnverified, column: .email, contact: error))
        }
        do throws(Reason) {
            _ = try MobileNumber.parse(contact.mobile)
        } catch {
            refusals.append(SaleRefusal(.mobileUnverified, column: .mobile, contact: error))
        }
        return refusals
    }

    private func limitRefusals(_ sale: Sale, _ event: SaleEvent, _ session: SaleSession) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        let held = held(by: sale.matricule, in: sale.session)
        guard sale.quantity <= SaleSession.largestPlaces, held + sale.quantity <= session.placesPerBeneficiary else {
            let wanted = held.addingReportingOverflow(sale.quantity).partialValue
            return [
                SaleRefusal(
                    .placesExceeded, column: .quantity, session: session.name, count: wanted, limit: session.placesPerBeneficiary)
            ]
        }
        let expected = session.price(of: sale.quantity)
        if sale.pricePaid != expected {
            refusals.append(
                SaleRefusal(
                    .priceMismatch, column: .pricePaid, session: session.name, amount: sale.pricePaid, expected: expected,
                    count: sale.quantity))
        }
        if let cap = session.cap, sold(in: sale.session) + sale.quantity > cap {
            let left = cap - sold(in: sale.session)
            refusals.append(SaleRefusal(.sessionFull, column: .session, event: event.name, session: session.name, count: left, limit: cap))
        }
        if let maximum = event.maximum, sold(in: event.id) + sale.quantity > maximum {
            refusals.append(
                SaleRefusal(.eventFull, column: .session, event: event.name, count: maximum - sold(in: event.id), limit: maximum))
        }
        return refusals
    }
}

extension SaleSession {
    /// What that many voucher books cost the person; quantities beyond ``largestPlaces`` are never sold.
    func price(of quantity: Int) -> Euros { price.times(quantity) }

    /// What that many voucher books are worth.
    func faceValue(of quantity: Int) -> Euros { faceValue.times(quantity) }
}

extension Euros {
    /// That many times the amount, for quantities that can be sold; beyond them and beyond 64 bits the nearest amount there is.
    fileprivate func times(_ quantity: Int) -> Euros {
        let (product, overflow) = cents.multipliedReportingOverflow(by: max(0, min(quantity, SaleSession.largestPlaces)))
        return Euros(cents: overflow ? (cents > 0 ? .max : .min) : product)
    }
}

/// A part of the database that can go back to what it was.
protocol Revertible: AnyObject {
    /// Undoes the last change.
    func undo()
    /// Forgets how to go back.
    func commit()
}

/// What is held of an object. A class, so that tables and logs share it and that reading a field copies the field only.
final class Held<Value> {
    let value: Value
    /// The ``Journal/period`` in which it was made.
    let period: Int

    init(_ value: Value, period: Int) {
        self.value = value
        self.period = period
    }
}

/// Which parts of the database changed since the transaction began, a change at a time: going back to a savepoint costs
/// no more than what came after it.
final class Journal {
    private var changed: [any Revertible] = []
    /// Whether everything has been run, so that nothing changes any more.
    private(set) var isComplete = false
    /// How many marks were set: nothing goes back to what was made in this period, since it is younger than all marks.
    private(set) var period = 0

    /// Notes that a part has changed, and knows how to undo it.
    func note(_ part: any Revertible) { changed.append(part) }

    /// How much has changed since the transaction began, as something to go back to.
    fileprivate func mark() -> Int {
        period += 1
        return changed.count
    }

    fileprivate func rollBack(to count: Int) {
        while changed.count > count { changed.removeLast().undo() }
    }

    fileprivate func commit() {
        if changed.isEmpty { return }
        for part in changed { part.commit() }
        changed.removeAll(keepingCapacity: true)
    }

    fileprivate func complete() {
        commit()
        isComplete = true
    }
}

extension Database {
    /// How much has changed since the transaction began.
    struct Mark: Sendable {
        fileprivate let count: Int
    }

    var mark: Mark { Mark(count: journal.mark()) }

    /// Undoes what was changed behind `mark`.
    func rollBack(to mark: Mark) { journal.rollBack(to: mark.count) }

    /// Makes all changes final.
    func commit() { journal.commit() }

    /// Makes all changes final, the last ones.
    func complete() { journal.complete() }
}

/// A name in a statement that may mean an object.
struct NameUse {
    enum Kind {
        /// A table, view, sequence or index.
        case relation
        /// A relation whose name is the content of a string constant.
        case relationInString
        /// A type.
        case type
        /// A function, called with so many arguments; nil if they are not counted.
        case routine(argumentCount: Int?)
        /// An operator.
        case `operator`
        /// A collation, operator class, text search object: found by name among those that have a schema.
        case other(ObjectKind)
        /// An object without schema.
        case global(ObjectKind)
    }

    let kind: Kind
    let schema: String?
    let name: String
    /// The bytes that name it; for a string constant, all of it.
    let range: Range<Int>
}

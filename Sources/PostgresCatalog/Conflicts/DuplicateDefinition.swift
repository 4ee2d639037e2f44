/// A definition of an object that another script has defined before.
public struct DuplicateDefinition: Sendable {
    /// What both define.
    public let identity: ObjectIdentity
    /// The object as it is, by the first definition.
    public let object: ObjectAddress
    /// The statement that made the object.
    public let existing: StatementID
    /// The statement that defines it again.
    public let statement: StatementID
    /// In what the definitions differ; nothing if they mean the same.
    public let differences: [DefinitionDifference]
}

/// Something that two definitions of one object do not have in common.
public struct DefinitionDifference: Sendable {
    /// What it is about, such as `column price`.
    public let subject: String
    /// What the first definition says of it; nil for nothing.
    public let existing: String?
    /// What the other definition says of it; nil for nothing.
    public let other: String?
}

/// Productions whose functions are still to come; a line goes when the real one arrives.
extension Parser {
<<<<<<< HEAD
    mutating func parseGrant() throws(ParseFailure) { throw syntaxError() }
    mutating func parseRevoke() throws(ParseFailure) { throw syntaxError() }
=======
>>>>>>> 028db98 (Routines, triggers, privileges, roles, objects, operator classes, settings, maintenance: the parser's functions)
}

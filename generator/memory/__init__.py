"""What a page was made of: which facts of the timeline were read for it, and whether they still hold.

A page is a function of its template, of the owner's words, and of facts: the record `north-korea`, the ledger of one
deployment, the order of all events. While a page is made, every fact that is read is noted (`notes`, through the
`views`). A kept page may be used again if all its facts are what they were (`facts`, `digests`); nothing else is
needed of it, neither its values nor its template.
"""

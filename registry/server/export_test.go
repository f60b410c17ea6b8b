package server

// Statuses is the status of each code, for the reference page.
var Statuses = statuses

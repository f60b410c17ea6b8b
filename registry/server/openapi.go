package server

import "net/http"

// openAPIRoute adds the description of the routes, this one left out.
func (s *Server) openAPIRoute() {
	s.mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, r *http.Request) {
		text, err := s.OpenAPI()
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(text) // who asked has gone away
	})
}

# bash completion for joinery
_joinery() {
	local words
	COMPREPLY=()
	words=("${COMP_WORDS[@]:0:COMP_CWORD}")
	if [[ "${COMP_WORDS[COMP_CWORD]}" == -* ]]; then
		words+=("${COMP_WORDS[COMP_CWORD]}")
	fi
	mapfile -t COMPREPLY < <(compgen -W "$("${words[@]}" --generate-bash-completion 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o bashdefault -o default -F _joinery joinery

"""What the assistant does in a turn: custom actions for Rasa, one file a verb.

1. `remember` writes what a message told into the state of the talk.
2. `lead` decides what comes next: a question, suggestions, or asking what was meant.
3. `show` searches the catalogue and shows at most three cards with reasons.
4. `connect` gives a human being; `stay` keeps near after a danger signal.
5. `begin`, `answer`, `correct`, `erase`, `restart` and `finish` are the rest of the talk; `feedback` asks whether it
   helped.

The state is Rasa's slots; `state.TalkState` is their typed face, so that every decision can be tested without Rasa.
"""
